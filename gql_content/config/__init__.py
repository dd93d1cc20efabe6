"""Everything that can be set, with its default and its meaning, in one place.

The command line and the environment variables `GQL_CONTENT_*` are made from this.
"""

from gql_content.config.role import Role
from gql_content.config.settings import Settings

__all__ = ["Role", "Settings"]

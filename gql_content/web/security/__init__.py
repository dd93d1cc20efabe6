"""What stands between strangers and the app: hosts, origins, rates, tokens, headers."""

from gql_content.web.security.guard import guarded
from gql_content.web.security.token import Token

__all__ = ["Token", "guarded"]

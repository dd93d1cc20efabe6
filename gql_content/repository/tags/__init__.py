"""Which content an answer depends on, and which answers a change touches, told by short names."""

from gql_content.repository.tags.names import ALL, ANY_CHANGE
from gql_content.repository.tags.touched import touched
from gql_content.repository.tags.traced import TracedContent

__all__ = ["ALL", "ANY_CHANGE", "TracedContent", "touched"]

"""All content at one revision: immutable, indexed, and cheap to replace in part."""

from gql_content.library.diff import Diff, diff
from gql_content.library.entry import Entry
from gql_content.library.library import Library
from gql_content.library.revision import checksum
from gql_content.library.views import Index, View

__all__ = ["Diff", "Entry", "Index", "Library", "View", "checksum", "diff"]

"""All content at one revision: immutable, indexed, and cheap to replace in part."""

from gql_content.library.indexes import Index
from gql_content.library.library import Entry, Library, checksum
from gql_content.library.library_diff import Diff, diff

__all__ = ["Diff", "Entry", "Index", "Library", "checksum", "diff"]

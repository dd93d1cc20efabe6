"""Bytes and a path → Article, or a Problem with line and column.

The only room that knows YAML and python-frontmatter.
"""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred
from gql_content.parsing.names import default_url, subject_slug
from gql_content.parsing.version import parser_version

if TYPE_CHECKING:
    from gql_content.parsing.known_keys import KNOWN_KEYS, kind_of_key
    from gql_content.parsing.reading import Parsed, parse, read_texts, read_written
    from gql_content.parsing.written import BODY, Place, Written
else:
    __getattr__ = deferred(
        __name__,
        known_keys=("KNOWN_KEYS", "kind_of_key"),
        reading=("Parsed", "parse", "read_texts", "read_written"),
        written=("BODY", "Place", "Written"),
    )

__all__ = [
    "BODY",
    "KNOWN_KEYS",
    "Parsed",
    "Place",
    "Written",
    "default_url",
    "kind_of_key",
    "parse",
    "parser_version",
    "read_texts",
    "read_written",
    "subject_slug",
]

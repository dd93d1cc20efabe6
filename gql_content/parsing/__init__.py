"""Parses one file: bytes and a path → `Article`, or `Problem`s with line and column.

The only package that imports PyYAML and python-frontmatter.
"""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred
from gql_content.parsing.names import make_default_url, slugify_subject
from gql_content.parsing.version import compute_parser_version

if TYPE_CHECKING:
    from gql_content.parsing.known_keys import KNOWN_KEYS, resolve_key_group
    from gql_content.parsing.reading import ParseResult, parse, read_source_map, read_texts
    from gql_content.parsing.written import BODY, Position, SourceMap
else:
    __getattr__ = deferred(
        __name__,
        known_keys=("KNOWN_KEYS", "resolve_key_group"),
        reading=("ParseResult", "parse", "read_texts", "read_source_map"),
        written=("BODY", "Position", "SourceMap"),
    )

__all__ = [
    "BODY",
    "KNOWN_KEYS",
    "ParseResult",
    "Position",
    "SourceMap",
    "compute_parser_version",
    "make_default_url",
    "parse",
    "read_source_map",
    "read_texts",
    "resolve_key_group",
    "slugify_subject",
]

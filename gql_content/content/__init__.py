"""Parses one file: bytes and a path → `Article`, or `Problem`s with line and column.

The only package that imports PyYAML and python-frontmatter.
"""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.content.article_parser import (
        KNOWN_KEYS,
        make_default_url,
        resolve_key_group,
        slugify_subject,
    )
    from gql_content.content.parse_issues import Position
    from gql_content.content.parser import (
        ParseResult,
        compute_parser_version,
        parse,
        read_source_map,
        read_texts,
    )
    from gql_content.content.source_map import BODY, SourceMap
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "article_parser": (
                "KNOWN_KEYS",
                "make_default_url",
                "resolve_key_group",
                "slugify_subject",
            ),
            "parse_issues": ("Position",),
            "parser": (
                "ParseResult",
                "compute_parser_version",
                "parse",
                "read_source_map",
                "read_texts",
            ),
            "source_map": ("BODY", "SourceMap"),
        },
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

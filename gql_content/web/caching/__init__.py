"""Answers that need not be made again: entity tags, what caches are told, and our own cache."""

from gql_content.web.caching.etags import Tagging, is_named
from gql_content.web.caching.freshness import NOT_KEPT, VARY, Freshness
from gql_content.web.caching.kept import Kept
from gql_content.web.caching.permit import permit_of
from gql_content.web.caching.remembered import Remembered
from gql_content.web.caching.request import Key
from gql_content.web.caching.response_cache import ResponseCache
from gql_content.web.caching.tag_headers import tag_headers
from gql_content.web.caching.volatility import Volatility

__all__ = [
    "NOT_KEPT",
    "VARY",
    "Freshness",
    "Kept",
    "Key",
    "Remembered",
    "ResponseCache",
    "Tagging",
    "Volatility",
    "is_named",
    "permit_of",
    "tag_headers",
]

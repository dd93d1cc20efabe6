"""Full-text search with SQLite FTS5: scored hits with snippets. The index is a file."""

from gql_content.search.errors import SearchNotReadyError
from gql_content.search.found import Hit, HitKey, SearchResult
from gql_content.search.index import SearchIndex
from gql_content.search.tables import index_fingerprint

__all__ = [
    "Hit",
    "HitKey",
    "SearchIndex",
    "SearchNotReadyError",
    "SearchResult",
    "index_fingerprint",
]

"""Full-text search with SQLite FTS5: scored hits with snippets. The index is a file."""

from gql_content.search.database import SearchNotReadyError, index_fingerprint
from gql_content.search.index import SearchIndex
from gql_content.search.ranking import Hit, HitKey, SearchResult

__all__ = [
    "Hit",
    "HitKey",
    "SearchIndex",
    "SearchNotReadyError",
    "SearchResult",
    "index_fingerprint",
]

"""Words → scored hits with snippets; SQLite FTS5 beside the snapshot."""

from gql_content.search.errors import SearchNotReady
from gql_content.search.found import Found, Hit, HitKey
from gql_content.search.index import SearchIndex

__all__ = ["Found", "Hit", "HitKey", "SearchIndex", "SearchNotReady"]

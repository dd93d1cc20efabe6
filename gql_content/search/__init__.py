"""Words → scored hits with snippets; SQLite FTS5 beside the snapshot."""

from gql_content.search.errors import SearchNotReady
from gql_content.search.found import Found, Hit, HitKey
from gql_content.search.index import SearchIndex
from gql_content.search.tables import made_by

__all__ = ["Found", "Hit", "HitKey", "SearchIndex", "SearchNotReady", "made_by"]

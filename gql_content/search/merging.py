"""FTS5 writes in pieces, and looks each word up in every one of them; here they become one."""

import sqlite3
from contextlib import closing

from gql_content.search.connecting import writer
from gql_content.search.place import Place

__all__ = ["merge_some"]

PAGES = 64  # of each table in one step, which takes some hundredths of a second

# Negative ones stand for merging all pieces, however few: https://sqlite.org/fts5.html, "merge".
MERGE = "INSERT INTO {0} ({0}, rank) VALUES ('merge', ?)"


def merge_some(place: Place) -> bool:
    """Merges a little, in one short transaction; whether there may be more to merge."""
    with closing(writer(place.path)) as database:
        return any(merge(database, table) for table in ("words", "texts"))


def merge(database: sqlite3.Connection, table: str) -> bool:
    before = database.total_changes
    database.execute(MERGE.format(table), (-PAGES,))
    return database.total_changes - before > 1  # one is the statement's own

"""Merges the segments that FTS5 writes: each word is looked up in every segment."""

import sqlite3
from contextlib import closing

from gql_content.search.connecting import open_writer
from gql_content.search.place import Place

__all__ = ["merge_step"]

PAGES_PER_STEP = 64  # of each table, which takes some hundredths of a second

# A negative number merges all segments, however few: https://sqlite.org/fts5.html, "merge".
MERGE = "INSERT INTO {0} ({0}, rank) VALUES ('merge', ?)"


def merge_step(place: Place) -> bool:
    """Merges a few pages in one short transaction; returns whether there may be more to merge."""
    with closing(open_writer(place.path)) as database:
        return any(merge_table(database, table) for table in ("words", "texts"))


def merge_table(database: sqlite3.Connection, table: str) -> bool:
    before = database.total_changes
    database.execute(MERGE.format(table), (-PAGES_PER_STEP,))
    return database.total_changes - before > 1  # the statement itself counts as one

"""Loads the snippets of hits."""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from gql_content.search.faults import IndexDamagedError
from gql_content.search.found import Hit
from gql_content.search.letters import ENDS, STARTS
from gql_content.search.pages import RankedHit
from gql_content.search.reading import ReadTransaction
from gql_content.search.snippets import excerpt
from gql_content.search.tables import COLUMNS

__all__ = ["load_hits"]

# Tried in order: most matches are in the first columns, so the others are seldom read.
SNIPPET_COLUMNS = (("answer", "body"), ("description", "question", "title", "keywords"), ("title",))

SELECT_TEXTS = "SELECT rowid, {columns} FROM texts WHERE texts MATCH ? AND "
# The first looks each article up in the posting lists, which costs the same for any length. The
# second scans the posting lists from the first to the last article: the plus disables the lookup.
SELECT_BY_ID = SELECT_TEXTS + "rowid IN ({places})"
SELECT_BY_RANGE = SELECT_TEXTS + "rowid BETWEEN ? AND ? AND +rowid IN ({places})"

MAX_RANGE_HITS = 50  # with fewer hits than this, scanning the range is faster


class MarkedTextReader(Struct, frozen=True):
    """Reads the texts of hits with their matches marked."""

    database: sqlite3.Connection
    expression: str
    by_range: bool

    def read(self, columns: Sequence[str], numbers: Sequence[int]) -> dict[int, str]:
        """For each article the first column with a match, or else the first column."""
        if not numbers:
            return {}
        statement = (SELECT_BY_RANGE if self.by_range else SELECT_BY_ID).format(
            columns=", ".join(map(highlight_expression, columns)),
            places=", ".join("?" * len(numbers)),
        )
        limits = (min(numbers), max(numbers)) if self.by_range else ()
        rows = self.database.execute(statement, (self.expression, *limits, *numbers)).fetchall()
        if len(rows) != len(numbers):
            raise IndexDamagedError
        return {number: pick_text(texts) for number, *texts in rows}


def load_hits(
    transaction: ReadTransaction, expression: str, total: int, page: Sequence[RankedHit]
) -> tuple[Hit, ...]:
    """The hits of a page, out of `total` hits of an expression."""
    reader = MarkedTextReader(transaction.database, expression, total <= MAX_RANGE_HITS)
    texts = {number: "" for _, _, number in page}
    for columns in SNIPPET_COLUMNS:
        unmarked = [number for number, text in texts.items() if STARTS not in text]
        texts |= reader.read(columns, unmarked)
    return tuple(make_hit(place, texts[place[2]]) for place in page)


def highlight_expression(column: str) -> str:
    return f"highlight(texts, {COLUMNS.index(column)}, '{STARTS}', '{ENDS}')"


def pick_text(texts: Sequence[object]) -> str:
    strings = [text for text in texts if isinstance(text, str)]
    if len(strings) != len(texts):
        raise IndexDamagedError
    return next((text for text in strings if STARTS in text), strings[0])


def make_hit(ranked: RankedHit, text: str) -> Hit:
    excerpt_ = excerpt(text)
    score, path, _ = ranked
    return Hit(path, score, excerpt_.snippet, excerpt_.heading)

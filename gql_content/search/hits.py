"""Hits with their snippets, out of the texts of their articles."""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from gql_content.search.faults import Damaged
from gql_content.search.found import Hit
from gql_content.search.letters import ENDS, STARTS
from gql_content.search.pages import Placed
from gql_content.search.reading import Snapshot
from gql_content.search.snippets import excerpt
from gql_content.search.tables import COLUMNS

__all__ = ["hits_of"]

# Most matches stand in the first ones; only where none does are the others marked as well.
SHOWN = (("answer", "body"), ("description", "question", "title", "keywords"), ("title",))

TEXTS = "SELECT rowid, {columns} FROM texts WHERE texts MATCH ? AND "
# Each article is looked up in the lists of all words, which takes the same whatever their length;
# or, the plus sees to that, the lists are walked from the first of these articles to the last.
LOOKED_UP = TEXTS + "rowid IN ({places})"
WALKED = TEXTS + "rowid BETWEEN ? AND ? AND +rowid IN ({places})"

FEW = 50  # hits of words in lists so short that walking is faster


class Marking(Struct, frozen=True):
    """How the texts of hits are read, with what they match marked."""

    database: sqlite3.Connection
    expression: str
    is_walk: bool

    def texts(self, columns: Sequence[str], numbers: Sequence[int]) -> dict[int, str]:
        """Of each article the first of its texts that holds a match, or just any."""
        if not numbers:
            return {}
        statement = (WALKED if self.is_walk else LOOKED_UP).format(
            columns=", ".join(map(highlighted, columns)), places=", ".join("?" * len(numbers))
        )
        limits = (min(numbers), max(numbers)) if self.is_walk else ()
        rows = self.database.execute(statement, (self.expression, *limits, *numbers)).fetchall()
        if len(rows) != len(numbers):
            raise Damaged
        return {number: best_of(texts) for number, *texts in rows}


def hits_of(
    snapshot: Snapshot, expression: str, total: int, page: Sequence[Placed]
) -> tuple[Hit, ...]:
    """The hits at these places, of all that an expression has."""
    marking = Marking(snapshot.database, expression, total <= FEW)
    shown = {number: "" for _, _, number in page}
    for columns in SHOWN:
        unmarked = [number for number, text in shown.items() if STARTS not in text]
        shown |= marking.texts(columns, unmarked)
    return tuple(hit_of(place, shown[place[2]]) for place in page)


def highlighted(column: str) -> str:
    return f"highlight(texts, {COLUMNS.index(column)}, '{STARTS}', '{ENDS}')"


def best_of(texts: Sequence[object]) -> str:
    known = [text for text in texts if isinstance(text, str)]
    if len(known) != len(texts):
        raise Damaged
    return next((text for text in known if STARTS in text), known[0])


def hit_of(place: Placed, text: str) -> Hit:
    found = excerpt(text)
    score, path, _ = place
    return Hit(path, score, found.snippet, found.heading)

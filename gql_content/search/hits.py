"""Hits with their snippets, out of the texts of their articles."""

from collections.abc import Sequence

from gql_content.search.faults import Damaged
from gql_content.search.found import Hit
from gql_content.search.letters import ENDS, STARTS
from gql_content.search.pages import Placed
from gql_content.search.reading import Snapshot
from gql_content.search.snippets import excerpt
from gql_content.search.tables import COLUMNS

__all__ = ["hits_of"]

PREFERRED = ("answer", "body", "description", "question", "title", "keywords")
TITLE = PREFERRED.index("title")
MARKED = ", ".join(
    f"highlight(texts, {COLUMNS.index(name)}, '{STARTS}', '{ENDS}')" for name in PREFERRED
)
# The plus keeps SQLite from looking each article up in all the lists of words: one walk through
# them, that stops at these articles only, is two to five times as fast.
TEXTS = f"SELECT rowid, {MARKED} FROM texts WHERE texts MATCH ? AND +rowid IN ({{}})"  # noqa: S608 - our names


def hits_of(snapshot: Snapshot, expression: str, page: Sequence[Placed]) -> tuple[Hit, ...]:
    """The hits at these places."""
    if not page:
        return ()
    wanted = TEXTS.format(", ".join("?" * len(page)))
    numbers = [number for _, _, number in page]
    found = snapshot.database.execute(wanted, (expression, *numbers)).fetchall()
    texts = {number: marked for number, *marked in found}
    if len(texts) != len(page):
        raise Damaged
    return tuple(hit_of(place, texts[place[2]]) for place in page)


def hit_of(place: Placed, texts: Sequence[object]) -> Hit:
    known = [text for text in texts if isinstance(text, str)]
    if len(known) != len(PREFERRED):
        raise Damaged
    found = excerpt(next((text for text in known if STARTS in text), known[TITLE]))
    score, path, _ = place
    return Hit(path, score, found.snippet, found.heading)

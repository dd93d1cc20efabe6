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
TEXTS = f"SELECT rowid, {MARKED} FROM texts WHERE texts MATCH ? AND "  # noqa: S608 - our names
# Each article is looked up in the lists of all words, which takes the same whatever their length;
# or, the plus sees to that, the lists are walked from the first of these articles to the last.
LOOKED_UP = TEXTS + "rowid IN ({0})"
WALKED = TEXTS + "rowid BETWEEN ? AND ? AND +rowid IN ({0})"

FEW = 50  # hits of words in lists so short that walking is faster


def hits_of(
    snapshot: Snapshot, expression: str, total: int, page: Sequence[Placed]
) -> tuple[Hit, ...]:
    """The hits at these places, of all that an expression has."""
    if not page:
        return ()
    numbers = [number for _, _, number in page]
    statement, limits = (WALKED, (min(numbers), max(numbers))) if total <= FEW else (LOOKED_UP, ())
    wanted = statement.format(", ".join("?" * len(page)))
    found = snapshot.database.execute(wanted, (expression, *limits, *numbers)).fetchall()
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

"""The words an index holds, as they are written."""

import sqlite3
from collections.abc import Sequence
from unicodedata import combining, normalize

from msgspec import Struct

from gql_content.search.query import Term

__all__ = [
    "MOST_ENDINGS",
    "Endings",
    "endings_of",
    "folded",
    "holds",
    "is_long",
    "words_and_counts",
]

IS_FOUND = "SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1"
WORDS = "SELECT term, doc FROM vocabulary"
BEGINNING = f"{WORDS} WHERE term >= ? AND term < ? ORDER BY term = ? DESC, doc DESC, term LIMIT ?"

LAST_LETTER = "\U0010ffff"
SHORTEST = 3  # letters; fewer are the beginning of half of all words
MOST_ENDINGS = 8


def holds(database: sqlite3.Connection, expression: str) -> bool:
    """Whether any article matches."""
    return database.execute(IS_FOUND, (expression,)).fetchone() is not None


class Endings(Struct, frozen=True):
    """What a term may become: `words`, the most frequent ones; and whether it is a word itself."""

    words: tuple[Term, ...] = ()
    is_word: bool = False


def endings_of(database: sqlite3.Connection, term: Term) -> Endings:
    """The words that a term may be the beginning of."""
    if not is_long(term):
        return Endings()
    start = folded(term.words[-1])
    limits = (start, start + LAST_LETTER, start, MOST_ENDINGS + 1)
    found = [str(word) for word, _ in database.execute(BEGINNING, limits)]
    is_word = found[:1] == [start]
    return Endings(tuple(Term((word,)) for word in found[is_word:][:MOST_ENDINGS]), is_word)


def is_long(term: Term) -> bool:
    """Whether a term is a word long enough to be the beginning of few others."""
    return len(term.words) == 1 and len(term.words[0]) >= SHORTEST


def words_and_counts(database: sqlite3.Connection) -> tuple[Sequence[str], Sequence[int]]:
    """All words, and in how many articles each stands."""
    rows = database.execute(WORDS).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def folded(word: str) -> str:
    """A word as the vocabulary spells it: in small letters, without diacritics."""
    return "".join(one for one in normalize("NFD", word.lower()) if not combining(one))

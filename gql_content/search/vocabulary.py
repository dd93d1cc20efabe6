"""The words an index holds, as they are written."""

import sqlite3
from collections.abc import Sequence
from unicodedata import combining, normalize

from gql_content.search.query import Term

__all__ = [
    "MOST_ENDINGS",
    "beginning_with",
    "folded",
    "holds",
    "is_long",
    "is_word",
    "words_and_counts",
]

IS_FOUND = "SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1"
WORDS = "SELECT term, doc FROM vocabulary"
IS_WORD = "SELECT 1 FROM vocabulary WHERE term = ?"
ENDINGS = f"{WORDS} WHERE term > ? AND term < ? ORDER BY doc DESC, term LIMIT ?"

LAST_LETTER = "\U0010ffff"
SHORTEST = 3  # letters; fewer are the beginning of half of all words
MOST_ENDINGS = 8


def holds(database: sqlite3.Connection, expression: str) -> bool:
    """Whether any article matches."""
    return database.execute(IS_FOUND, (expression,)).fetchone() is not None


def beginning_with(database: sqlite3.Connection, term: Term) -> list[Term]:
    """The words that a term may be the beginning of, the most frequent ones."""
    if not is_long(term):
        return []
    start = folded(term.words[-1])
    rows = database.execute(ENDINGS, (start, start + LAST_LETTER, MOST_ENDINGS)).fetchall()
    return [Term((word,)) for word, _ in rows]


def is_long(term: Term) -> bool:
    """Whether a term is a word long enough to be the beginning of few others."""
    return len(term.words) == 1 and len(term.words[0]) >= SHORTEST


def is_word(database: sqlite3.Connection, term: Term) -> bool:
    """Whether a term is a word of the vocabulary as it stands."""
    return database.execute(IS_WORD, (folded(term.text),)).fetchone() is not None


def words_and_counts(database: sqlite3.Connection) -> tuple[Sequence[str], Sequence[int]]:
    """All words, and in how many articles each stands."""
    rows = database.execute(WORDS).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def folded(word: str) -> str:
    """A word as the vocabulary spells it: in small letters, without diacritics."""
    return "".join(one for one in normalize("NFD", word.lower()) if not combining(one))

"""The unstemmed words of an index."""

import sqlite3
from collections.abc import Sequence
from unicodedata import combining, normalize

from msgspec import Struct

from gql_content.search.query import Term

__all__ = [
    "MAX_COMPLETIONS",
    "Completions",
    "can_be_completed",
    "find_completions",
    "fold_word",
    "has_match",
    "read_vocabulary",
]

SELECT_ANY = "SELECT 1 FROM texts WHERE texts MATCH ? LIMIT 1"
SELECT_WORDS = "SELECT term, doc FROM vocabulary"
SELECT_PREFIX = (
    f"{SELECT_WORDS} WHERE term >= ? AND term < ? ORDER BY term = ? DESC, doc DESC, term LIMIT ?"
)

LAST_LETTER = "\U0010ffff"
MIN_PREFIX_LETTERS = 3  # shorter prefixes match too many words
MAX_COMPLETIONS = 8


def has_match(database: sqlite3.Connection, expression: str) -> bool:
    """Whether any article matches an expression."""
    return database.execute(SELECT_ANY, (expression,)).fetchone() is not None


class Completions(Struct, frozen=True):
    """The most frequent completions of a term, and whether it is a word itself."""

    words: tuple[Term, ...] = ()
    is_word: bool = False


def find_completions(database: sqlite3.Connection, term: Term) -> Completions:
    """The words that a term is a prefix of."""
    if not can_be_completed(term):
        return Completions()
    start = fold_word(term.words[-1])
    limits = (start, start + LAST_LETTER, start, MAX_COMPLETIONS + 1)
    words = [str(word) for word, _ in database.execute(SELECT_PREFIX, limits)]
    is_word = words[:1] == [start]
    return Completions(tuple(Term((word,)) for word in words[is_word:][:MAX_COMPLETIONS]), is_word)


def can_be_completed(term: Term) -> bool:
    """Whether a term is a single word, and long enough to have few completions."""
    return len(term.words) == 1 and len(term.words[0]) >= MIN_PREFIX_LETTERS


def read_vocabulary(database: sqlite3.Connection) -> tuple[Sequence[str], Sequence[int]]:
    """All words, and the number of articles of each."""
    rows = database.execute(SELECT_WORDS).fetchall()
    return [row[0] for row in rows], [row[1] for row in rows]


def fold_word(word: str) -> str:
    """A word as in the vocabulary: in lower case, without diacritics."""
    return "".join(
        character for character in normalize("NFD", word.lower()) if not combining(character)
    )

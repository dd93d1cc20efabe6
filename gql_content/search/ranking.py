"""Which articles a query finds, and how well each answers it."""

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from cachetools import LRUCache

from gql_content.search.expressions import (
    all_of,
    any_of,
    beginning,
    in_titles,
    most_of,
    phrase,
    without,
)
from gql_content.search.faults import Damaged
from gql_content.search.query import Query, Term
from gql_content.search.reading import Snapshot, State
from gql_content.search.vocabulary import MOST_ENDINGS, beginning_with, holds, is_long, is_word

__all__ = ["MOST_REMEMBERED", "Ranked", "Ranking", "Rankings", "rank"]

# Weights in the order of `COLUMNS`: title, question, description, keywords, headings, answer, body.
MATCHES = """
SELECT -bm25(texts, 10.0, 8.0, 3.0, 4.0, 3.0, 1.0, 1.0), rowid FROM texts WHERE texts MATCH ?
"""

MOST_REMEMBERED = 500_000  # hits of all remembered rankings together, sixteen bytes each
MOST_LOOSE = 8  # words of which only some have to be found
QUESTION = 500  # hits that a ranking weighs as much as, so that empty ones are bounded too

Ranked = tuple[float, int]  # score and id


class Ranking:
    """All hits of a query, in no order; `expression` is what they matched."""

    __slots__ = ("expression", "ids", "scores")

    def __init__(self, expression: str, hits: Sequence[Ranked]) -> None:
        scores, ids = zip(*hits, strict=True) if hits else ((), ())
        self.expression = expression
        self.scores = array("d", scores)
        self.ids = array("q", ids)

    def __iter__(self) -> Iterator[Ranked]:
        return zip(self.scores, self.ids, strict=True)

    def __len__(self) -> int:
        return len(self.ids)

    def where(self, passes: Callable[[Ranked], bool]) -> "Ranking":
        """Those hits of which something is true."""
        return Ranking(self.expression, list(filter(passes, self)))


class Rankings:
    """The rankings of late, so that a next page or a facet does not search again."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._remembered: LRUCache[tuple[State, Query], Ranking] = LRUCache(
            most, getsizeof=lambda ranking: len(ranking) + QUESTION
        )
        self._lock = Lock()

    def of(self, snapshot: Snapshot, query: Query) -> Ranking:
        """The ranking of a query in a snapshot."""
        key = (snapshot.state, query)
        with self._lock:
            found = self._remembered.get(key)
        if found is None:
            found = rank(snapshot, query)
            if len(found) + QUESTION <= self._remembered.maxsize:
                with self._lock:
                    self._remembered[key] = found
        return found


def rank(snapshot: Snapshot, query: Query) -> Ranking:
    """The articles that hold all terms; where none does and each is known, those with the most."""
    excluded = [phrase(term) for term in query.excluded]
    for expression in expressions(snapshot.database, query):
        whole = without(expression, excluded)
        rows: list[Ranked] = snapshot.database.execute(MATCHES, (whole,)).fetchall()
        if rows:
            return checked(Ranking(whole, rows), snapshot.paths)
    return Ranking("", [])


def expressions(database: sqlite3.Connection, query: Query) -> Iterator[str]:
    """What to look for, one after the other until something is found."""
    if not query.terms:
        return
    parts = [phrase(term) for term in query.telling]
    if all(term.is_function_word for term in query.terms):
        yield in_titles(all_of(parts))  # Such words tell something only where they are a name.
        if len(parts) > 1:
            return
    if query.unfinished and query.telling[-1] == query.terms[-1]:
        parts[-1] = any_of([parts[-1], *endings(database, query.terms[-1])])
    yield all_of(parts)
    yield from looser(database, query, parts)


def endings(database: sqlite3.Connection, term: Term) -> list[str]:
    """What a last word may become.

    Texts are compared by stems, and a stem need not begin as the word that is typed; so these are
    whole words of the vocabulary. Only where it knows few is the beginning itself looked for: not
    where it is a word, the stem of which may begin anything ("relativity" has the stem "rel").
    """
    found = beginning_with(database, term)
    phrases = [phrase(word) for word in found]
    if len(found) < MOST_ENDINGS and is_long(term) and not is_word(database, term):
        phrases.append(beginning(term))
    return phrases


def looser(database: sqlite3.Connection, query: Query, parts: list[str]) -> Iterator[str]:
    """Not for a word that is nowhere: it is misspelled, and what else was meant is not known."""
    loose: list[str] = []
    for term, part in zip(query.telling, parts, strict=True):
        pieces = [part] if term.parts == (term,) else [phrase(piece) for piece in term.parts]
        known = [piece for piece in pieces if holds(database, piece)]
        if not known:
            return
        loose += known
    loose = sorted(loose, key=len, reverse=True)[:MOST_LOOSE]  # the longest words tell the most
    if len(loose) > 2:
        yield most_of(loose)
    yield any_of(loose)


def checked(ranking: Ranking, paths: list[str]) -> Ranking:
    """Raises where the hits are none of this index's articles."""
    if not 0 < min(ranking.ids) <= max(ranking.ids) < len(paths):
        raise Damaged
    return ranking

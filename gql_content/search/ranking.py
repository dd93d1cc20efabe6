"""How well each article that a query finds answers it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import chain
from threading import Lock

from cachetools import LRUCache

from gql_content.search.faults import Damaged
from gql_content.search.matching import found_by
from gql_content.search.query import Query
from gql_content.search.reading import Snapshot, State

__all__ = ["MOST_REMEMBERED", "Ranked", "Ranking", "Rankings"]

# Weights in the order of `COLUMNS`: title, question, description, keywords, headings, answer, body.
MATCHES = """
SELECT -bm25(texts, 10.0, 8.0, 3.0, 4.0, 3.0, 1.0, 1.0), rowid FROM texts WHERE texts MATCH ?
"""
BEST = f"{MATCHES} ORDER BY 1 DESC LIMIT ?"  # SQLite sorts no more than it returns
COUNT = "SELECT count(*) FROM texts WHERE texts MATCH ?"
IDS = "SELECT rowid FROM texts WHERE texts MATCH ?"

MOST_REMEMBERED = 500_000  # hits of all remembered rankings together, sixteen bytes each
QUESTION = 500  # hits that a ranking weighs as much as, so that empty ones are bounded too
SAMPLE = 1_000  # hits that tell how many there may be
FEW = 6_000  # hits that are all fetched, whatever part of them is asked for
TIED = 50  # hits fetched beyond a beginning, for those of one score stand in the order of paths

Ranked = tuple[float, int]  # score and id


class Ranking:
    """All hits of a query, or the best of them, in no order; `total` counts all.

    `expression` is what they matched.
    """

    __slots__ = ("expression", "ids", "scores", "total")

    def __init__(self, expression: str, hits: Sequence[Ranked], total: int | None = None) -> None:
        scores, ids = zip(*hits, strict=True) if hits else ((), ())
        self.expression = expression
        self.scores = array("d", scores)
        self.ids = array("q", ids)
        self.total = len(self.ids) if total is None else total

    def __iter__(self) -> Iterator[Ranked]:
        return zip(self.scores, self.ids, strict=True)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_whole(self) -> bool:
        """Whether these are all."""
        return len(self) == self.total

    def where(self, passes: Callable[[Ranked], bool]) -> "Ranking":
        """Those hits of which something is true."""
        return Ranking(self.expression, list(filter(passes, self)))


class Rankings:
    """The rankings of late, so that a next page does not search again."""

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._remembered: LRUCache[tuple[State, Query], Ranking] = LRUCache(
            most, getsizeof=lambda ranking: len(ranking) + QUESTION
        )
        self._lock = Lock()

    def of(self, snapshot: Snapshot, query: Query) -> Ranking:
        """All hits of a query in a snapshot."""
        return self._known_or(snapshot, query, partial(all_hits, snapshot))

    def beginning(self, snapshot: Snapshot, query: Query, count: int) -> Ranking:
        """At least the best `count` hits; all, where they are few or known."""
        return self._known_or(snapshot, query, partial(best_hits, snapshot, count))

    def ids(self, snapshot: Snapshot, query: Query) -> Sequence[int]:
        """The articles of all hits, for which no score need be known."""
        known = self._known(snapshot, query)
        if known is not None:
            return known.ids
        return found_by(snapshot.database, query, partial(ids_of, snapshot), ())

    def _known_or(
        self, snapshot: Snapshot, query: Query, look: Callable[[str], Ranking]
    ) -> Ranking:
        known = self._known(snapshot, query)
        if known is not None:
            return known
        found = found_by(snapshot.database, query, look, Ranking("", []))
        if found.is_whole and len(found) + QUESTION <= self._remembered.maxsize:
            with self._lock:
                self._remembered[snapshot.state, query] = found
        return found

    def _known(self, snapshot: Snapshot, query: Query) -> Ranking | None:
        with self._lock:
            return self._remembered.get((snapshot.state, query))


def all_hits(snapshot: Snapshot, expression: str) -> Ranking:
    return ranking_of(snapshot, expression, snapshot.database.execute(MATCHES, (expression,)))


def best_hits(snapshot: Snapshot, count: int, expression: str) -> Ranking:
    """All hits if they may be few, for then it takes the least to look for them once."""
    with closing(snapshot.database.execute(MATCHES, (expression,))) as found:
        sample: list[Ranked] = found.fetchmany(SAMPLE)
        if likely_total(sample, snapshot) <= FEW:
            return ranking_of(snapshot, expression, chain(sample, found))
    return best_of(snapshot, expression, count)


def likely_total(sample: Sequence[Ranked], snapshot: Snapshot) -> float:
    """Hits come by ascending ids: how far the first ones reach tells how many there may be."""
    if len(sample) < SAMPLE:
        return len(sample)
    return SAMPLE * len(snapshot.paths) / max(1, sample[-1][1])


def best_of(snapshot: Snapshot, expression: str, count: int) -> Ranking:
    """The best hits; all where one of those beyond could stand among them by its path."""
    [(total,)] = snapshot.database.execute(COUNT, (expression,))
    fetched = count + TIED
    rows = snapshot.database.execute(BEST, (expression, fetched))
    ranking = ranking_of(snapshot, expression, rows, total)
    if len(ranking) < min(fetched, total):
        raise Damaged
    if ranking.is_whole or ranking.scores[-1] < ranking.scores[count - 1]:
        return ranking
    return all_hits(snapshot, expression)


def ranking_of(
    snapshot: Snapshot, expression: str, rows: Iterable[Ranked], total: int | None = None
) -> Ranking:
    ranking = Ranking(expression, list(rows), total)
    check(ranking.ids, snapshot)
    return ranking


def ids_of(snapshot: Snapshot, expression: str) -> Sequence[int]:
    ids = [number for (number,) in snapshot.database.execute(IDS, (expression,))]
    check(ids, snapshot)
    return ids


def check(ids: Sequence[int], snapshot: Snapshot) -> None:
    """Raises where what was found is none of this index's articles."""
    if ids and not 0 < min(ids) <= max(ids) < len(snapshot.paths):
        raise Damaged

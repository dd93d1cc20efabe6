"""How well each article that a query finds answers it, and one page of hits by key."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from heapq import nlargest
from itertools import chain
from threading import Lock

from cachetools import LRUCache
from msgspec import Struct

from gql_content.search.database import IndexDamagedError
from gql_content.search.fts_query import SearchQuery, find_first
from gql_content.search.read_transactions import IndexState, ReadTransaction

__all__ = [
    "MAX_CACHED_HITS",
    "Hit",
    "HitKey",
    "RankedHit",
    "RankingCache",
    "SearchResult",
    "select_page",
]


# Weights in the order of `COLUMNS`: title, question, description, keywords, headings, answer, body.
SELECT_SCORES = """
SELECT -bm25(texts, 10.0, 8.0, 3.0, 4.0, 3.0, 1.0, 1.0), rowid FROM texts WHERE texts MATCH ?
"""
SELECT_BEST = (
    f"{SELECT_SCORES} ORDER BY 1 DESC LIMIT ?"  # SQLite sorts only as many rows as it returns
)
SELECT_COUNT = "SELECT count(*) FROM texts WHERE texts MATCH ?"
SELECT_IDS = "SELECT rowid FROM texts WHERE texts MATCH ?"

MAX_CACHED_HITS = 500_000  # of all cached rankings together; sixteen bytes each
CACHE_ENTRY_OVERHEAD_HITS = (
    500  # added to the size of each ranking, so that empty ones are bounded too
)
SAMPLE_HITS = 1_000  # hits from which the total is estimated
MAX_FETCHED_HITS = 6_000  # up to this many, all hits are fetched
EXTRA_TIED_HITS = 50  # fetched beyond a page: hits with equal scores are ordered by path

ScoredId = tuple[float, int]  # score and id


class Ranking:
    """All hits of a query, or the best of them, unordered; `total` counts all.

    `expression` is the FTS5 expression that they match.
    """

    __slots__ = ("expression", "ids", "scores", "total")

    def __init__(self, expression: str, hits: Sequence[ScoredId], total: int | None = None) -> None:
        scores, ids = zip(*hits, strict=True) if hits else ((), ())
        self.expression = expression
        self.scores = array("d", scores)
        self.ids = array("q", ids)
        self.total = len(self.ids) if total is None else total

    def __iter__(self) -> Iterator[ScoredId]:
        return zip(self.scores, self.ids, strict=True)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_complete(self) -> bool:
        """Whether these are all hits."""
        return len(self) == self.total

    def filter(self, predicate: Callable[[ScoredId], bool]) -> "Ranking":
        """The hits that satisfy a predicate."""
        return Ranking(self.expression, list(filter(predicate, self)))


class RankingCache:
    """A cache of recent rankings, so that the next page does not search again."""

    def __init__(self, max_hits: int = MAX_CACHED_HITS) -> None:
        self._cache: LRUCache[tuple[IndexState, SearchQuery], Ranking] = LRUCache(
            max_hits, getsizeof=lambda ranking: len(ranking) + CACHE_ENTRY_OVERHEAD_HITS
        )
        self._lock = Lock()

    def get_all(self, transaction: ReadTransaction, query: SearchQuery) -> Ranking:
        """All hits of a query."""
        return self._get_or_fetch(transaction, query, partial(fetch_all_hits, transaction))

    def get_best(self, transaction: ReadTransaction, query: SearchQuery, count: int) -> Ranking:
        """At least the best `count` hits; all hits if they are few or cached."""
        return self._get_or_fetch(transaction, query, partial(fetch_best_hits, transaction, count))

    def get_ids(self, transaction: ReadTransaction, query: SearchQuery) -> Sequence[int]:
        """The ids of all hits, without scores."""
        cached = self._get_cached(transaction, query)
        if cached is not None:
            return cached.ids
        return find_first(transaction.database, query, partial(fetch_ids, transaction), ())

    def _get_or_fetch(
        self, transaction: ReadTransaction, query: SearchQuery, fetch: Callable[[str], Ranking]
    ) -> Ranking:
        cached = self._get_cached(transaction, query)
        if cached is not None:
            return cached
        ranking = find_first(transaction.database, query, fetch, Ranking("", []))
        if ranking.is_complete and len(ranking) + CACHE_ENTRY_OVERHEAD_HITS <= self._cache.maxsize:
            with self._lock:
                self._cache[transaction.state, query] = ranking
        return ranking

    def _get_cached(self, transaction: ReadTransaction, query: SearchQuery) -> Ranking | None:
        with self._lock:
            return self._cache.get((transaction.state, query))


def fetch_all_hits(transaction: ReadTransaction, expression: str) -> Ranking:
    return make_ranking(
        transaction, expression, transaction.database.execute(SELECT_SCORES, (expression,))
    )


def fetch_best_hits(transaction: ReadTransaction, count: int, expression: str) -> Ranking:
    """All hits if they are probably few, which is then faster; else the best hits."""
    with closing(transaction.database.execute(SELECT_SCORES, (expression,))) as rows:
        sample: list[ScoredId] = rows.fetchmany(SAMPLE_HITS)
        if estimate_total(sample, transaction) <= MAX_FETCHED_HITS:
            return make_ranking(transaction, expression, chain(sample, rows))
    return fetch_sorted_hits(transaction, expression, count)


def estimate_total(sample: Sequence[ScoredId], transaction: ReadTransaction) -> float:
    """Estimates the total from the highest id of the sample, since hits have ascending ids."""
    if len(sample) < SAMPLE_HITS:
        return len(sample)
    return SAMPLE_HITS * len(transaction.paths) / max(1, sample[-1][1])


def fetch_sorted_hits(transaction: ReadTransaction, expression: str, count: int) -> Ranking:
    """The best hits; all hits if one with an equal score might precede them by path."""
    [(total,)] = transaction.database.execute(SELECT_COUNT, (expression,))
    limit = count + EXTRA_TIED_HITS
    rows = transaction.database.execute(SELECT_BEST, (expression, limit))
    ranking = make_ranking(transaction, expression, rows, total)
    if len(ranking) < min(limit, total):
        raise IndexDamagedError
    if ranking.is_complete or ranking.scores[-1] < ranking.scores[count - 1]:
        return ranking
    return fetch_all_hits(transaction, expression)


def make_ranking(
    transaction: ReadTransaction,
    expression: str,
    rows: Iterable[ScoredId],
    total: int | None = None,
) -> Ranking:
    ranking = Ranking(expression, list(rows), total)
    check_ids(ranking.ids, transaction)
    return ranking


def fetch_ids(transaction: ReadTransaction, expression: str) -> Sequence[int]:
    ids = [number for (number,) in transaction.database.execute(SELECT_IDS, (expression,))]
    check_ids(ids, transaction)
    return ids


def check_ids(ids: Sequence[int], transaction: ReadTransaction) -> None:
    """Raises `IndexDamagedError` if an id is not one of the index's."""
    if ids and not 0 < min(ids) <= max(ids) < len(transaction.paths):
        raise IndexDamagedError


class HitKey(Struct, frozen=True):
    """The sort key of a hit: descending score, then path."""

    score: float
    path: str


class Hit(Struct, frozen=True):
    """An article that matches a query.

    `snippet` is HTML whose only element is `mark`. `heading` is the plain text of the heading above
    the snippet.
    """

    path: str
    score: float
    snippet: str
    heading: str | None

    @property
    def key(self) -> HitKey:
        """The key after which the next page starts."""
        return HitKey(self.score, self.path)


class SearchResult(Struct, frozen=True):
    """One page of hits, the total of all allowed hits, and the revision of the index."""

    hits: tuple[Hit, ...]
    total: int
    has_next: bool
    revision: str


RankedHit = tuple[float, str, int]  # score, path and id


def select_page(
    hits: Ranking, paths: Sequence[str], count: int, after: HitKey | None
) -> list[RankedHit]:
    """The best `count` hits after a key."""
    if after is not None:
        hits = filter_hits_after(hits, paths, after)
    lowest_score = find_lowest_score(hits, count)
    page = [(score, paths[number], number) for score, number in hits if score >= lowest_score]
    page.sort(key=lambda hit: (-hit[0], hit[1]))
    return page[:count]


def find_lowest_score(hits: Ranking, count: int) -> float:
    """The lowest score among the best hits, so that only few hits need sorting."""
    if len(hits) <= count:
        return float("-inf")
    return nlargest(count, hits.scores)[-1] if count > 0 else float("inf")


def filter_hits_after(hits: Ranking, paths: Sequence[str], after: HitKey) -> Ranking:
    """The hits after a key. The article's current score counts, since scores change."""
    score = next((current for current, number in hits if paths[number] == after.path), after.score)
    sort_key = (-score, after.path)
    return hits.filter(lambda hit: (-hit[0], paths[hit[1]]) > sort_key)

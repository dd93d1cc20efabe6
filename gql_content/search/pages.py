"""Keyset pagination of hits."""

from collections.abc import Sequence
from heapq import nlargest

from gql_content.search.found import HitKey
from gql_content.search.ranking import Ranking

__all__ = ["RankedHit", "select_page"]

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

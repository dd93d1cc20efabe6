"""One page out of all hits, by a key and never by an offset."""

from collections.abc import Sequence
from heapq import nlargest

from gql_content.search.found import HitKey
from gql_content.search.ranking import Ranking

__all__ = ["Placed", "page_of"]

Placed = tuple[float, str, int]  # score, path and id


def page_of(hits: Ranking, paths: Sequence[str], count: int, after: HitKey | None) -> list[Placed]:
    """The `count` best hits that stand after a key."""
    if after is not None:
        hits = following(hits, paths, after)
    least = least_score(hits, count)
    found = [(score, paths[number], number) for score, number in hits if score >= least]
    found.sort(key=lambda hit: (-hit[0], hit[1]))
    return found[:count]


def least_score(hits: Ranking, count: int) -> float:
    """The lowest score of the best hits: few are sorted, so that common words stay cheap."""
    if len(hits) <= count:
        return float("-inf")
    return nlargest(count, hits.scores)[-1] if count > 0 else float("inf")


def following(hits: Ranking, paths: Sequence[str], after: HitKey) -> Ranking:
    """The key's own article tells best where it stands now, for scores move with the content."""
    score = next((one for one, number in hits if paths[number] == after.path), after.score)
    place = (-score, after.path)
    return hits.where(lambda hit: (-hit[0], paths[hit[1]]) > place)

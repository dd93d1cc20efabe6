"""For common words, only the requested hits are fetched."""

from collections.abc import Generator
from random import Random

import pytest

from gql_content.search import HitKey, SearchIndex, ranking
from tests.search.site import open_index

COMMON = [f"{number}.md" for number in range(90)]


def make_text(number: int, random: Random) -> str:
    """A text with or without "rain"."""
    words = ["rain"] * random.choice([0, 1, 1, 1, 2, 5]) + ["sun"] * random.randrange(3)
    return f"{' '.join(words)} {number % 7 * 'cloud '}"


@pytest.fixture(params=range(4), scope="module")
def index(request: pytest.FixtureRequest) -> Generator[SearchIndex]:
    random = Random(request.param)  # noqa: S311 - repeatable
    with open_index({path: make_text(n, random) for n, path in enumerate(COMMON)}) as index:
        yield index


def all_pages(index: SearchIndex, query: str, first: int) -> list[str]:
    """The paths of all pages of a search."""
    paths, after = list[str](), None
    while True:
        page = index.search(query, limit=first, after=after)
        paths += [hit.path for hit in page.hits]
        if not page.has_next:
            return paths
        after = page.hits[-1].key


@pytest.mark.parametrize("extra_hits", [0, 1, 50])
@pytest.mark.parametrize("query", ["rain", "sun", "rain sun", "rain -sun", "cloud", "none"])
def test_the_first_page_does_not_depend_on_how_it_is_fetched(
    index: SearchIndex, query: str, extra_hits: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete = index.search(query, limit=100)
    assert complete.total == len(complete.hits)
    monkeypatch.setattr(ranking, "SAMPLE_HITS", 5)
    monkeypatch.setattr(ranking, "MAX_FETCHED_HITS", 10)
    monkeypatch.setattr(ranking, "EXTRA_TIED_HITS", extra_hits)
    monkeypatch.setattr(index, "_rankings", ranking.RankingCache(0))
    for first in (1, 3, 10):
        page = index.search(query, limit=first)
        assert page.hits == complete.hits[:first]
        assert page.total == complete.total
        assert page.has_next == (complete.total > first)
        assert all_pages(index, query, first) == [hit.path for hit in complete.hits]
    assert index.find_paths(query) == {hit.path for hit in complete.hits}


def test_articles_with_equal_scores_are_ordered_by_path(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ranking, "SAMPLE_HITS", 5)
    monkeypatch.setattr(ranking, "MAX_FETCHED_HITS", 10)
    monkeypatch.setattr(ranking, "EXTRA_TIED_HITS", 5)
    with open_index(dict.fromkeys(reversed(COMMON), "rain")) as index:
        page = index.search("rain", limit=10)
        assert [hit.path for hit in page.hits] == sorted(COMMON)[:10]
        assert page.total == len(COMMON)
        last = index.search("rain", limit=10, after=HitKey(page.hits[0].score, "89.md"))
        assert [hit.path for hit in last.hits] == ["9.md"]

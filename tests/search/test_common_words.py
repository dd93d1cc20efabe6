"""Of a word that is in thousands of articles, no more hits are fetched than are asked for."""

from collections.abc import Generator
from random import Random

import pytest

from gql_content.search import HitKey, SearchIndex, ranking
from tests.search.site import searching

COMMON = [f"{number}.md" for number in range(90)]


def text_of(number: int, random: Random) -> str:
    """Holds "rain" once or more among other words, or nothing of the kind."""
    words = ["rain"] * random.choice([0, 1, 1, 1, 2, 5]) + ["sun"] * random.randrange(3)
    return f"{' '.join(words)} {number % 7 * 'cloud '}"


@pytest.fixture(params=range(4), scope="module")
def index(request: pytest.FixtureRequest) -> Generator[SearchIndex]:
    random = Random(request.param)  # noqa: S311 - the same articles every time
    with searching({path: text_of(n, random) for n, path in enumerate(COMMON)}) as made:
        yield made


def all_pages(index: SearchIndex, query: str, first: int) -> list[str]:
    """The paths of a search that turns one page after the other."""
    found, after = list[str](), None
    while True:
        page = index.search(query, limit=first, after=after)
        found += [hit.path for hit in page.hits]
        if not page.has_next:
            return found
        after = page.hits[-1].key


@pytest.mark.parametrize("tied", [0, 1, 50])
@pytest.mark.parametrize("query", ["rain", "sun", "rain sun", "rain -sun", "cloud", "none"])
def test_the_first_page_is_the_same_however_it_is_found(
    index: SearchIndex, query: str, tied: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = index.search(query, limit=100)
    assert whole.total == len(whole.hits)
    monkeypatch.setattr(ranking, "SAMPLE", 5)
    monkeypatch.setattr(ranking, "FEW", 10)
    monkeypatch.setattr(ranking, "TIED", tied)
    monkeypatch.setattr(index, "_rankings", ranking.Rankings(0))
    for first in (1, 3, 10):
        page = index.search(query, limit=first)
        assert page.hits == whole.hits[:first]
        assert page.total == whole.total
        assert page.has_next == (whole.total > first)
        assert all_pages(index, query, first) == [hit.path for hit in whole.hits]
    assert index.matching(query) == {hit.path for hit in whole.hits}


def test_articles_of_one_score_stand_in_the_order_of_their_paths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ranking, "SAMPLE", 5)
    monkeypatch.setattr(ranking, "FEW", 10)
    monkeypatch.setattr(ranking, "TIED", 5)
    with searching(dict.fromkeys(reversed(COMMON), "rain")) as index:
        page = index.search("rain", limit=10)
        assert [hit.path for hit in page.hits] == sorted(COMMON)[:10]
        assert page.total == len(COMMON)
        last = index.search("rain", limit=10, after=HitKey(page.hits[0].score, "89.md"))
        assert [hit.path for hit in last.hits] == ["9.md"]

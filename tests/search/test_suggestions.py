from collections.abc import Generator

import pytest

from gql_content.search import SearchIndex
from tests.search.site import open_index

FILES = {
    "photosynthesis.md": {"answer": "light"},
    "cell-division.md": {"answer": "mitosis"},
    "cell-wall.md": {"answer": "plants"},
    "École-de-Paris.md": {"answer": "paintings"},
    "生物.md": {"answer": "植物"},
}


@pytest.fixture(scope="module")
def index() -> Generator[SearchIndex]:
    with open_index(FILES) as index:
        yield index


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("photosinthesis", ["photosynthesis"]),
        ("phtosynthesis light", ["photosynthesis light"]),
        ("PHOTOSINTHESIS", ["photosynthesis"]),
        ("cel divison", ["cell division"]),
        ('"cell divison"', ['"cell division"']),
        ("ecoole", ["ecole"]),
        ("photosynthesis", []),
        ("xyzzyxyzzy", []),
        ("zz", []),
        ("動物", []),
        ("", []),
    ],
)
def test_a_misspelled_word_is_corrected(
    index: SearchIndex, query: str, suggested: list[str]
) -> None:
    assert index.search(query, None, 1, None).total == 0 or not suggested
    assert list(index.suggest(query)) == suggested


def test_every_suggestion_has_hits(index: SearchIndex) -> None:
    for query in ("photosinthesis mitosis", "cel wal", "divisio walll"):
        for suggestion in index.suggest(query):
            assert index.search(suggestion, None, 1, None).total


def test_there_are_at_most_three_suggestions() -> None:
    files = {f"{letter}ord.md": "text" for letter in "bcfglnptw"}
    with open_index(files) as index:
        assert len(index.suggest("xord")) == 3


def test_words_of_more_articles_come_first() -> None:
    files = {
        "a-hare.md": "",
        "b-hare.md": "",
        "a-care.md": "",
        "c-mare.md": "",
        "b-mare.md": "",
        "d-mare.md": "",
    }
    with open_index(files) as index:
        assert index.suggest("xare") == ("mare", "hare", "care")

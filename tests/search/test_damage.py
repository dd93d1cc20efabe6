import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.search import SearchIndex, SearchNotReady
from tests.search.site import Site, site

FILES = {f"{number}.md": f"word{number} common " * 40 for number in range(40)}
QUERIES = ("common", "word7", "word", "wrod7", "xyzzy")


def answers(index: SearchIndex) -> list[object]:
    return [(index.search(query), index.suggestions(query)) for query in QUERIES]


@pytest.fixture(scope="module")
def one() -> Site:
    return site(FILES)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, one: Site) -> Path:
    file = tmp_path_factory.mktemp("state") / "search"
    index = SearchIndex(file)
    index.update(one.library, one.texts_of)
    RIGHT.extend(answers(index))
    index.close()
    WHOLE.append(file.read_bytes())
    SEAL.append(file.with_name("search.seal").read_bytes())
    return file


RIGHT: list[object] = []
WHOLE: list[bytes] = []
SEAL: list[bytes] = []


def damaged(whole: bytes, seed: int) -> bytes:
    """Cut short, or with a few bits turned over."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    if chance.random() < 0.3:
        return whole[: chance.randrange(len(whole))]
    data = bytearray(whole)
    for _ in range(chance.choice((1, 1, 3, 50))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_a_damaged_file_is_repaired_by_the_first_update(file: Path, one: Site, seed: int) -> None:
    file.write_bytes(damaged(WHOLE[0], seed))
    file.with_name("search.seal").write_bytes(SEAL[0])
    index = SearchIndex(file)
    index.update(one.library, one.texts_of)
    assert answers(index) == RIGHT
    index.close()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_damage_under_a_running_process_never_shows_as_an_error(
    file: Path, one: Site, seed: int
) -> None:
    file.write_bytes(WHOLE[0])
    file.with_name("search.seal").write_bytes(SEAL[0])
    index = SearchIndex(file, remembered=0)
    index.update(one.library, one.texts_of)
    with file.open("r+b") as opened:
        opened.write(damaged(WHOLE[0], seed))
        opened.truncate()
    for query in QUERIES:
        ask(index, query)
    index.update(one.library, one.texts_of)
    ask(index, "common")
    index.close()


def ask(index: SearchIndex, query: str) -> None:
    try:
        index.search(query)
        index.matching(query)
        index.suggestions(query)
    except SearchNotReady:
        pass


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_an_unsealed_damaged_file_never_shows_as_an_error(file: Path, one: Site, seed: int) -> None:
    file.write_bytes(damaged(WHOLE[0], seed))
    file.with_name("search.seal").write_bytes(b"")
    index = SearchIndex(file)
    other = site({**FILES, "0.md": "changed"})
    for site_now in (one, other):
        index.update(site_now.library, site_now.texts_of)
        for query in QUERIES:
            ask(index, query)
    index.close()

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.search import SearchIndex, SearchNotReadyError
from tests.search.site import Site, make_site

FILES = {f"{number}.md": f"word{number} common " * 40 for number in range(40)}
QUERIES = ("common", "word7", "word", "wrod7", "xyzzy")


def search_all(index: SearchIndex) -> list[object]:
    return [(index.search(query), index.suggest(query)) for query in QUERIES]


@pytest.fixture(scope="module")
def site() -> Site:
    return make_site(FILES)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, site: Site) -> Path:
    file = tmp_path_factory.mktemp("state") / "search"
    index = SearchIndex(file)
    index.update(site.library, site.read_texts)
    EXPECTED.extend(search_all(index))
    index.close()
    INTACT.append(file.read_bytes())
    SEAL.append(file.with_name("search.seal").read_bytes())
    return file


EXPECTED: list[object] = []
INTACT: list[bytes] = []
SEAL: list[bytes] = []


def damage(intact: bytes, seed: int) -> bytes:
    """Truncates the data, or flips a few bits."""
    random_ = random.Random(seed)  # noqa: S311 - repeatable
    if random_.random() < 0.3:
        return intact[: random_.randrange(len(intact))]
    data = bytearray(intact)
    for _ in range(random_.choice((1, 1, 3, 50))):
        data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    return bytes(data)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_a_damaged_file_is_rebuilt_by_the_first_update(file: Path, site: Site, seed: int) -> None:
    file.write_bytes(damage(INTACT[0], seed))
    file.with_name("search.seal").write_bytes(SEAL[0])
    index = SearchIndex(file)
    index.update(site.library, site.read_texts)
    assert search_all(index) == EXPECTED
    index.close()


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_damage_under_a_running_process_raises_no_other_error(
    file: Path, site: Site, seed: int
) -> None:
    file.write_bytes(INTACT[0])
    file.with_name("search.seal").write_bytes(SEAL[0])
    index = SearchIndex(file, max_cached_hits=0)
    index.update(site.library, site.read_texts)
    with file.open("r+b") as opened:
        opened.write(damage(INTACT[0], seed))
        opened.truncate()
    for query in QUERIES:
        try_queries(index, query)
    index.update(site.library, site.read_texts)
    try_queries(index, "common")
    index.close()


def try_queries(index: SearchIndex, query: str) -> None:
    try:
        index.search(query)
        index.find_paths(query)
        index.suggest(query)
    except SearchNotReadyError:
        pass


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_a_damaged_file_without_a_seal_raises_no_other_error(
    file: Path, site: Site, seed: int
) -> None:
    file.write_bytes(damage(INTACT[0], seed))
    file.with_name("search.seal").write_bytes(b"")
    index = SearchIndex(file)
    other = make_site({**FILES, "0.md": "changed"})
    for current in (site, other):
        index.update(current.library, current.read_texts)
        for query in QUERIES:
            try_queries(index, query)
    index.close()

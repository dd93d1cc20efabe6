import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gql_content.search import SearchIndex, database
from tests.search.site import Site, make_site

FILES = {f"{number}.md": f"rain w{number} " + f"v{number} " * 40 for number in range(200)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(database, "HASH_BYTES", 4096)
    return make_site(FILES)


def count_segments(file: Path) -> int:
    """The number of segments of the index."""
    with closing(sqlite3.connect(file)) as database:
        [(count,)] = database.execute("SELECT count(DISTINCT segid) FROM texts_idx")
        return count


def test_a_new_index_is_merged_while_it_is_searched(file: Path, content: Site) -> None:
    index = SearchIndex(file)
    index.update(content.library, content.read_texts)
    result, before = index.search("rain", limit=300), count_segments(file)
    while index.optimize():
        assert index.search("rain", limit=300) == result
    assert index.search("rain", limit=300) == result
    assert count_segments(file) == 1 < before
    assert index.revision == content.library.revision
    index.close()


def test_a_stored_index_needs_no_merging(file: Path, content: Site) -> None:
    first = SearchIndex(file)
    first.update(content.library, content.read_texts)
    while first.optimize():
        pass
    first.close()
    stored = file.read_bytes()
    second = SearchIndex(file)
    second.update(content.library, content.read_texts)
    assert not second.optimize()
    second.close()
    assert file.read_bytes() == stored


def test_an_index_that_was_never_built_needs_no_merging(file: Path) -> None:
    index = SearchIndex(file)
    assert not index.optimize()
    index.close()


def test_an_update_may_come_between_two_steps(file: Path, content: Site) -> None:
    index = SearchIndex(file)
    index.update(content.library, content.read_texts)
    assert index.optimize()
    changed = make_site({**FILES, "0.md": "snow"})
    index.update(changed.library, changed.read_texts)
    while index.optimize():
        pass
    assert [hit.path for hit in index.search("snow").hits] == ["0.md"]
    assert index.search("rain").total == len(FILES) - 1
    index.close()

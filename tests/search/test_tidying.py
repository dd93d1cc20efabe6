import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gql_content.search import SearchIndex, tables
from tests.search.site import Site, site

FILES = {f"{number}.md": f"rain w{number} " + f"v{number} " * 40 for number in range(200)}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(tables, "PIECE", 4096)
    return site(FILES)


def pieces(file: Path) -> int:
    """In how many of them the index is."""
    with closing(sqlite3.connect(file)) as database:
        [(found,)] = database.execute("SELECT count(DISTINCT segid) FROM texts_idx")
        return found


def test_a_fresh_index_becomes_one_piece_while_it_is_searched(file: Path, content: Site) -> None:
    index = SearchIndex(file)
    index.update(content.library, content.texts_of)
    fresh, before = index.search("rain", limit=300), pieces(file)
    while index.tidy():
        assert index.search("rain", limit=300) == fresh
    assert index.search("rain", limit=300) == fresh
    assert pieces(file) == 1 < before
    assert index.revision == content.library.revision
    index.close()


def test_there_is_nothing_to_tidy_in_an_index_that_was_kept(file: Path, content: Site) -> None:
    first = SearchIndex(file)
    first.update(content.library, content.texts_of)
    while first.tidy():
        pass
    first.close()
    kept = file.read_bytes()
    second = SearchIndex(file)
    second.update(content.library, content.texts_of)
    assert not second.tidy()
    second.close()
    assert file.read_bytes() == kept


def test_an_index_that_was_never_built_is_tidy(file: Path) -> None:
    index = SearchIndex(file)
    assert not index.tidy()
    index.close()


def test_a_change_comes_in_between_two_steps(file: Path, content: Site) -> None:
    index = SearchIndex(file)
    index.update(content.library, content.texts_of)
    assert index.tidy()
    changed = site({**FILES, "0.md": "snow"})
    index.update(changed.library, changed.texts_of)
    while index.tidy():
        pass
    assert [hit.path for hit in index.search("snow").hits] == ["0.md"]
    assert index.search("rain").total == len(FILES) - 1
    index.close()

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gql_content.model import Article, Texts
from gql_content.search import SearchIndex, SearchNotReadyError, database, index_files
from tests.search.site import Site, find_hits, find_paths, make_site, open_index

FILES = {"a.md": "apples", "b.md": "bananas", "c.md": "cherries"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "search"


def build(file: Path | None, site: Site) -> SearchIndex:
    index = SearchIndex(file)
    index.update(site.library, site.read_texts)
    return index


def test_an_index_that_was_never_built_is_not_ready() -> None:
    index = SearchIndex(None)
    assert index.revision is None
    for method in (index.search, index.find_paths, index.suggest):
        with pytest.raises(SearchNotReadyError):
            method("apples")
    index.close()


def test_the_error_reports_progress_while_the_index_is_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gql_content.search.index_writer.MAX_BATCH_ARTICLES", 1)
    index, site = SearchIndex(None), make_site({f"{number}.md": "text" for number in range(9)})
    reported: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        reported.append((done, total))
        with pytest.raises(SearchNotReadyError) as raised:
            index.search("text")
        assert (raised.value.done, raised.value.total) == (done, total)

    index.update(site.library, site.read_texts, progress)
    assert reported == sorted(reported)
    assert reported[-1] == (9, 9)
    assert len(reported) > 2
    index.close()


def test_texts_are_read_once_each_and_in_order() -> None:
    site = make_site(FILES)
    build(None, site).close()
    assert site.read_paths == ["a.md", "b.md", "c.md"]


def test_the_revision_is_that_of_the_library(file: Path) -> None:
    site = make_site(FILES)
    index = build(file, site)
    assert index.revision == site.library.revision == find_hits(index, "apples").revision
    index.close()


def test_an_update_reads_only_what_changed(file: Path) -> None:
    index = build(file, make_site(FILES))
    other = make_site({"a.md": "apricots", "b.md": "bananas", "d.md": "dates"})
    index.update(other.library, other.read_texts)
    assert other.read_paths == ["a.md", "d.md"]
    assert [
        find_paths(index, word) for word in ("apples", "apricots", "bananas", "cherries", "dates")
    ] == [
        [],
        ["a"],
        ["b"],
        [],
        ["d"],
    ]
    index.close()


def test_the_next_process_reuses_the_index(file: Path) -> None:
    site = make_site(FILES)
    build(file, site).close()
    reopened = build(file, make_site(FILES))
    assert find_paths(reopened, "apples") == ["a"]
    site.read_paths.clear()
    reopened.update(site.library, site.read_texts)
    assert site.read_paths == []
    reopened.close()


def test_the_next_process_reads_only_what_changed_in_between(file: Path) -> None:
    build(file, make_site(FILES)).close()
    other = make_site({**FILES, "b.md": "blueberries"})
    reopened = build(file, other)
    assert other.read_paths == ["b.md"]
    assert find_paths(reopened, "blueberries") == ["b"]
    reopened.close()


def test_an_article_without_texts_is_found_by_its_title() -> None:
    site = make_site({"apples.md": "round", "b.md": "text"})
    index = SearchIndex(None)
    index.update(site.library, lambda _: None)
    assert find_paths(index, "apples") == ["apples"]
    assert find_paths(index, "round") == []
    other = make_site({"apples.md": "round", "b.md": "text", "c.md": "more"})
    index.update(other.library, other.read_texts)
    assert find_paths(index, "round") == ["apples"]
    index.close()


def test_errors_of_read_texts_are_raised_and_the_old_index_stays(file: Path) -> None:
    def broken(article: Article) -> Texts:
        raise OSError(article.path)

    index = build(file, make_site(FILES))
    other = make_site({**FILES, "a.md": "apricots"})
    with pytest.raises(OSError, match=r"a\.md"):
        index.update(other.library, broken)
    assert find_paths(index, "apples") == ["a"]
    index.update(other.library, other.read_texts)
    assert find_paths(index, "apricots") == ["a"]
    index.close()
    assert {entry.name for entry in file.parent.iterdir()} == {"search", "search.seal"}


def test_searches_continue_while_the_index_is_replaced(file: Path) -> None:
    index = build(file, make_site(FILES))
    others = make_site({f"{number}.md": "other" for number in range(500)})
    assert find_paths(index, "apples") == ["a"]

    def check_search(_done: int, _total: int) -> None:
        assert find_paths(index, "apples") == ["a"]

    index.update(others.library, others.read_texts, check_search)
    assert find_hits(index, "other").total == 500
    index.close()


def spoil(file: Path, damage: str) -> None:
    if damage == "missing":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "text":
        file.write_text("This is not a database. " * 1_000)
    elif damage == "truncated":
        os.truncate(file, file.stat().st_size // 2)
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute(damage)
            database.commit()


@pytest.mark.parametrize(
    "damage",
    [
        "missing",
        "empty",
        "text",
        "truncated",
        "DROP TABLE files",
        "DELETE FROM state",
        "UPDATE state SET made_by = 'another version'",
        "UPDATE state SET revision = 'another'",
        "DELETE FROM shown",
        "DELETE FROM texts_data",
    ],
)
@pytest.mark.parametrize("sealed", [True, False])
def test_a_damaged_file_is_rebuilt(file: Path, damage: str, sealed: bool) -> None:
    build(file, make_site(FILES)).close()
    spoil(file, damage)
    if not sealed:
        file.with_name("search.seal").write_bytes(b"")
    other = make_site({"a.md": "apricots", "b.md": "bananas", "c.md": "cherries"})
    reopened = build(file, other)
    assert [find_paths(reopened, word) for word in ("apricots", "bananas")] == [["a"], ["b"]]
    reopened.close()


def test_an_index_of_another_version_is_rebuilt(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(file, make_site(FILES)).close()
    monkeypatch.setattr("gql_content.search.index_writer.index_fingerprint", lambda: "another")
    site = make_site(FILES)
    build(file, site).close()
    assert site.read_paths == ["a.md", "b.md", "c.md"]
    assert database.index_fingerprint() != "another"


def test_a_file_damaged_under_a_reader_is_rebuilt_by_the_next_update(
    file: Path,
) -> None:
    index, site = build(file, make_site(FILES)), make_site(FILES)
    file.write_bytes(b"nothing" * 4_096)
    with pytest.raises(SearchNotReadyError):
        index.search("apples")
    assert index.revision is None
    index.update(site.library, site.read_texts)
    assert find_paths(index, "apples") == ["a"]
    index.close()


def test_a_file_deleted_under_a_reader_is_restored(file: Path) -> None:
    index, site = build(file, make_site(FILES)), make_site(FILES)
    file.unlink()
    index.update(site.library, site.read_texts)
    assert file.exists()
    assert find_paths(index, "apples") == ["a"]
    index.close()


def test_without_a_writable_folder_the_index_is_private(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_index(FILES, tmp_path / "file" / "search") as index:
        assert find_paths(index, "apples") == ["a"]
    (tmp_path / "folder").mkdir()
    with open_index(FILES, tmp_path / "folder") as index:
        assert find_paths(index, "apples") == ["a"]


def test_a_lock_that_is_never_released_leads_to_a_private_index(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_files, "PATIENCE", 0.05)
    with index_files.Place(file).locked(), open_index(FILES, file) as index:
        assert find_paths(index, "apples") == ["a"]
        assert not file.exists()


def test_a_file_locked_by_another_program_leads_to_a_private_index(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gql_content.search.database.LOCK_TIMEOUT_SECONDS", 0.05)
    index, other = build(file, make_site(FILES)), make_site({**FILES, "a.md": "apricots"})
    with closing(sqlite3.connect(file, isolation_level=None)) as other_program:
        other_program.execute("BEGIN EXCLUSIVE")
        index.update(other.library, other.read_texts)
        assert find_paths(index, "apricots") == ["a"]
    index.close()


def test_a_private_index_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    index = build(None, make_site(FILES))
    assert list(tmp_path.iterdir())
    index.close()
    del index
    assert not list(tmp_path.iterdir())


def test_two_indexes_of_one_file_see_each_others_updates(file: Path) -> None:
    first, second = build(file, make_site(FILES)), build(file, make_site(FILES))
    other = make_site({**FILES, "a.md": "apricots"})
    first.update(other.library, other.read_texts)
    other.read_paths.clear()
    second.update(other.library, other.read_texts)
    assert other.read_paths == []
    assert find_paths(second, "apricots") == ["a"]
    first.close()
    second.close()


def test_content_that_returns_to_an_earlier_revision_is_searched_correctly() -> None:
    site, other = make_site(FILES), make_site({**FILES, "a.md": "apricots"})
    index = build(None, site)
    for current, word in ((site, "apples"), (other, "apricots"), (site, "apples")):
        index.update(current.library, current.read_texts)
        assert find_paths(index, word) == ["a"]
    index.close()

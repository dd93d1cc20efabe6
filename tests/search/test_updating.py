import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from gql_content.model import Article, Texts
from gql_content.search import SearchIndex, SearchNotReady, place, tables
from tests.search.site import Site, found, paths, searching, site

FILES = {"a.md": "apples", "b.md": "bananas", "c.md": "cherries"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "search"


def build(file: Path | None, one: Site) -> SearchIndex:
    made = SearchIndex(file)
    made.update(one.library, one.texts_of)
    return made


def test_an_index_that_was_never_built_says_so() -> None:
    made = SearchIndex(None)
    assert made.revision is None
    for ask in (made.search, made.matching, made.suggestions):
        with pytest.raises(SearchNotReady):
            ask("apples")
    made.close()


def test_while_it_is_built_it_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gql_content.search.writing.BATCH", 1)
    made, one = SearchIndex(None), site({f"{number}.md": "text" for number in range(9)})
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        seen.append((done, total))
        with pytest.raises(SearchNotReady) as raised:
            made.search("text")
        assert (raised.value.done, raised.value.total) == (done, total)

    made.update(one.library, one.texts_of, progress)
    assert seen == sorted(seen)
    assert seen[-1] == (9, 9)
    assert len(seen) > 2
    made.close()


def test_texts_are_asked_for_once_each_and_in_order() -> None:
    one = site(FILES)
    build(None, one).close()
    assert one.asked == ["a.md", "b.md", "c.md"]


def test_the_revision_is_the_librarys(file: Path) -> None:
    one = site(FILES)
    made = build(file, one)
    assert made.revision == one.library.revision == found(made, "apples").revision
    made.close()


def test_a_change_reads_what_changed_and_nothing_else(file: Path) -> None:
    made = build(file, site(FILES))
    other = site({"a.md": "apricots", "b.md": "bananas", "d.md": "dates"})
    made.update(other.library, other.texts_of)
    assert other.asked == ["a.md", "d.md"]
    assert [
        paths(made, word) for word in ("apples", "apricots", "bananas", "cherries", "dates")
    ] == [
        [],
        ["a"],
        ["b"],
        [],
        ["d"],
    ]
    made.close()


def test_what_is_there_is_not_read_again_by_the_next_process(file: Path) -> None:
    one = site(FILES)
    build(file, one).close()
    again = build(file, site(FILES))
    assert paths(again, "apples") == ["a"]
    one.asked.clear()
    again.update(one.library, one.texts_of)
    assert one.asked == []
    again.close()


def test_the_next_process_reads_only_what_changed_in_between(file: Path) -> None:
    build(file, site(FILES)).close()
    other = site({**FILES, "b.md": "blueberries"})
    again = build(file, other)
    assert other.asked == ["b.md"]
    assert paths(again, "blueberries") == ["b"]
    again.close()


def test_an_article_without_texts_is_found_by_its_title_until_they_can_be_read() -> None:
    one = site({"apples.md": "round", "b.md": "text"})
    made = SearchIndex(None)
    made.update(one.library, lambda _: None)
    assert paths(made, "apples") == ["apples"]
    assert paths(made, "round") == []
    other = site({"apples.md": "round", "b.md": "text", "c.md": "more"})
    made.update(other.library, other.texts_of)
    assert paths(made, "round") == ["apples"]
    made.close()


def test_what_texts_of_raises_is_raised_and_the_old_index_stays(file: Path) -> None:
    def broken(article: Article) -> Texts:
        raise OSError(article.path)

    made = build(file, site(FILES))
    other = site({**FILES, "a.md": "apricots"})
    with pytest.raises(OSError, match=r"a\.md"):
        made.update(other.library, broken)
    assert paths(made, "apples") == ["a"]
    made.update(other.library, other.texts_of)
    assert paths(made, "apricots") == ["a"]
    made.close()
    assert {one.name for one in file.parent.iterdir()} == {"search", "search.seal"}


def test_a_search_goes_on_in_its_own_state_while_the_index_is_replaced(file: Path) -> None:
    made = build(file, site(FILES))
    others = site({f"{number}.md": "other" for number in range(500)})
    assert paths(made, "apples") == ["a"]

    def meanwhile(_done: int, _total: int) -> None:
        assert paths(made, "apples") == ["a"]

    made.update(others.library, others.texts_of, meanwhile)
    assert found(made, "other").total == 500
    made.close()


def spoiled(file: Path, how: str) -> None:
    if how == "missing":
        file.unlink()
    elif how == "empty":
        file.write_bytes(b"")
    elif how == "text":
        file.write_text("I am no database. " * 1_000)
    elif how == "truncated":
        os.truncate(file, file.stat().st_size // 2)
    else:
        with closing(sqlite3.connect(file)) as database:
            database.execute(how)
            database.commit()


@pytest.mark.parametrize(
    "how",
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
def test_a_spoiled_file_is_built_anew(file: Path, how: str, sealed: bool) -> None:
    build(file, site(FILES)).close()
    spoiled(file, how)
    if not sealed:
        file.with_name("search.seal").write_bytes(b"")
    other = site({"a.md": "apricots", "b.md": "bananas", "c.md": "cherries"})
    again = build(file, other)
    assert [paths(again, word) for word in ("apricots", "bananas")] == [["a"], ["b"]]
    again.close()


def test_an_index_of_another_program_is_built_anew(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(file, site(FILES)).close()
    monkeypatch.setattr("gql_content.search.writing.made_by", lambda: "another")
    one = site(FILES)
    build(file, one).close()
    assert one.asked == ["a.md", "b.md", "c.md"]
    assert tables.made_by() != "another"


def test_a_file_that_is_spoiled_under_a_reader_is_built_anew_by_the_next_update(
    file: Path,
) -> None:
    made, one = build(file, site(FILES)), site(FILES)
    file.write_bytes(b"nothing" * 4_096)
    with pytest.raises(SearchNotReady):
        made.search("apples")
    assert made.revision is None
    made.update(one.library, one.texts_of)
    assert paths(made, "apples") == ["a"]
    made.close()


def test_a_file_that_is_deleted_under_a_reader_comes_back(file: Path) -> None:
    made, one = build(file, site(FILES)), site(FILES)
    file.unlink()
    made.update(one.library, one.texts_of)
    assert file.exists()
    assert paths(made, "apples") == ["a"]
    made.close()


def test_where_no_file_can_be_kept_the_index_is_private(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with searching(FILES, tmp_path / "file" / "search") as made:
        assert paths(made, "apples") == ["a"]
    (tmp_path / "folder").mkdir()
    with searching(FILES, tmp_path / "folder") as made:
        assert paths(made, "apples") == ["a"]


def test_one_that_holds_the_lock_for_ever_keeps_nobody_from_searching(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE", 0.05)
    with place.Place(file).locked(), searching(FILES, file) as made:
        assert paths(made, "apples") == ["a"]
        assert not file.exists()


def test_a_stranger_that_locks_the_file_is_left_behind(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gql_content.search.connecting.SECONDS", 0.05)
    made, other = build(file, site(FILES)), site({**FILES, "a.md": "apricots"})
    with closing(sqlite3.connect(file, isolation_level=None)) as stranger:
        stranger.execute("BEGIN EXCLUSIVE")
        made.update(other.library, other.texts_of)
        assert paths(made, "apricots") == ["a"]
    made.close()


def test_a_private_index_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    made = build(None, site(FILES))
    assert list(tmp_path.iterdir())
    made.close()
    del made
    assert not list(tmp_path.iterdir())


def test_two_indexes_of_one_file_see_each_others_updates(file: Path) -> None:
    first, second = build(file, site(FILES)), build(file, site(FILES))
    other = site({**FILES, "a.md": "apricots"})
    first.update(other.library, other.texts_of)
    other.asked.clear()
    second.update(other.library, other.texts_of)
    assert other.asked == []
    assert paths(second, "apricots") == ["a"]
    first.close()
    second.close()


def test_content_that_returns_to_a_former_revision_is_searched_as_it_is() -> None:
    one, other = site(FILES), site({**FILES, "a.md": "apricots"})
    made = build(None, one)
    for now, word in ((one, "apples"), (other, "apricots"), (one, "apples")):
        made.update(now.library, now.texts_of)
        assert paths(made, word) == ["a"]
    made.close()

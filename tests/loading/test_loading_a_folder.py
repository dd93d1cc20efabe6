import os
from pathlib import Path

import pytest

from gql_content.files import LARGEST
from gql_content.library import Library
from gql_content.sources import Loading, Selection, file_loader, load_files, load_folder
from tests.folder import write

MANY = 1_600

Told = list[tuple[int, int]]


def load(root: Path) -> Loading:
    return load_folder(root, Selection())


def many_files(root: Path) -> Path:
    files: dict[str, dict[str, object] | str] = {
        f"{number % 7}/{number}.md": f"---\ntitle: T{number % 50}\nsubject: S\n---\n\nText.\n"
        for number in range(MANY)
    }
    files["0/broken.md"] = "---\ntitle: [\n---\n"
    files["0/plain.md"] = "No front matter."
    return write(root, files)


def two_cores(_process: int) -> set[int]:
    return {0, 1}


def codes(library: Library) -> dict[str, str]:
    return {problem.path: problem.code for problem in library.problems}


def test_a_folder_becomes_a_library_in_the_order_of_paths(tmp_path: Path) -> None:
    write(tmp_path, {"b.md": {"title": "B"}, "a/c.md": {"title": "C"}, "a.md": {"title": "A"}})
    loading = load(tmp_path)
    assert list(loading.library.entries) == ["a.md", "a/c.md", "b.md"]
    assert list(loading.library.entries) == [one.path for one in loading.files()]
    assert (loading.parsed, loading.reused) == (3, 0)


@pytest.mark.parametrize("root", ["empty", "nowhere"])
def test_an_empty_folder_and_none_at_all_become_an_empty_library(root: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert load(tmp_path / root).library.entries == {}


def test_many_files_in_processes_are_what_they_are_in_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = many_files(tmp_path)
    in_processes = load(root)
    monkeypatch.setattr(file_loader, "WORTH_PROCESSES", MANY * 2)
    here = load(root)
    assert in_processes.parsed == here.parsed == MANY + 2
    assert list(in_processes.library.entries.items()) == list(here.library.entries.items())
    assert in_processes.library.revision == here.library.revision
    assert in_processes.library.problems == here.library.problems
    assert set(codes(here.library)) == {"0/broken.md"}


def test_texts_from_several_processes_are_shared_and_progress_is_told_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"{number}.md" for number in range(5)]
    write(tmp_path, {path: {"title": path, "author": "The very same"} for path in paths})
    monkeypatch.setattr(file_loader, "WORTH_PROCESSES", 5)
    monkeypatch.setattr(file_loader, "BATCH", 2)
    monkeypatch.setattr(os, "sched_getaffinity", two_cores, raising=False)
    told: Told = []
    loaded = load_files(tmp_path, paths, {}, lambda done, total: told.append((done, total)))
    authors = {id(one.entry.article.author) for one in loaded if one.entry.article}
    assert len(loaded) == 5
    assert len(authors) == 1
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_few_files_are_told_of_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "", "b.md": ""})
    told: Told = []
    load_folder(tmp_path, Selection(), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_an_oversize_file_is_a_problem_and_no_article(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x" * (LARGEST + 1), "b.md": "x"})
    library = load(tmp_path).library
    assert set(library.articles) == {"b.md"}
    assert codes(library) == {"a.md": "OVERSIZE"}
    assert "1,048,577 bytes" in library.problems[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_problem_and_no_article(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x", "b.md": "x"})
    (tmp_path / "a.md").chmod(0)
    library = load(tmp_path).library
    assert set(library.articles) == {"b.md"}
    assert codes(library) == {"a.md": "UNREADABLE"}
    assert "Permission denied" in library.problems[0].message


def test_a_file_that_cannot_be_read_is_a_problem_that_names_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("a.md")
    [loaded] = load_files(tmp_path, ["a.md"], {})
    [problem] = loaded.entry.problems
    assert loaded.entry.article is None
    assert problem.code == "UNREADABLE"
    assert problem.message == "a.md cannot be read: Too many levels of symbolic links."


def test_what_is_no_file_any_more_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, {"outside/a.md": "", "root/folder.md/a.md": ""})
    root = tmp_path / "root"
    os.mkfifo(root / "pipe.md")
    (root / "out.md").symlink_to("../outside/a.md")
    assert load_files(root, ["gone.md", "folder.md", "pipe.md", "out.md", "gone/a.md"], {}) == []


@pytest.mark.parametrize("seconds", [10**10, -(2**31)])
def test_a_file_dated_far_away_is_loaded(seconds: int, tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "text"})
    os.utime(tmp_path / "a.md", (seconds, seconds))
    assert set(load(tmp_path).library.articles) == {"a.md"}

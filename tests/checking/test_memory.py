"""The findings in a file are cached as long as its bytes are the same."""

from datetime import date
from pathlib import Path

import pytest

from gql_content.library import Library
from gql_content.model import Problem
from gql_content.rules import FindingsCache, RuleEngine
from gql_content.sources import Selection, load_folder
from tests.folder import write

TODAY = date(2025, 3, 20)
MANY = {
    f"{number}.md": {"title": f"Title {number}", "noIndex": True, "url": f"/u/{number}"}
    for number in range(150)
}
FEW = dict(list(MANY.items())[:10])


def load_library(root: Path) -> Library:
    return load_folder(root, Selection()).library


def find_problems(root: Path, cache: FindingsCache) -> tuple[Problem, ...]:
    return RuleEngine(root, cache=cache).check(load_library(root), TODAY).problems


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", FEW)


def test_many_files_are_checked_in_processes(tmp_path: Path) -> None:
    root = write(tmp_path, MANY)
    progress: list[tuple[int, int]] = []
    inspector = RuleEngine(root, processes=2)
    found = inspector.check(
        load_library(root), TODAY, lambda done, total: progress.append((done, total))
    )
    assert progress[-1] == (150, 150)
    assert [one.code for one in found.problems] == ["UNKNOWN_KEY"] * 150
    assert {(one.line, one.column) for one in found.problems} == {(3, 1)}


def test_with_a_saved_cache_files_are_not_read_again(root: Path, tmp_path: Path) -> None:
    cache = FindingsCache()
    found = find_problems(root, cache)
    cache.write(tmp_path / "saved.checks")
    again = FindingsCache.read(tmp_path / "saved.checks")
    known = load_library(root)
    for file in root.iterdir():
        file.unlink()  # so that reading a file would fail
    assert RuleEngine(root, cache=again).check(known, TODAY).problems == found
    assert again.unsaved_count == 0


@pytest.mark.parametrize("damage", ["cut", "flipped", "none", "other"])
def test_a_damaged_cache_is_ignored(root: Path, tmp_path: Path, damage: str) -> None:
    cache, place = FindingsCache(), tmp_path / "saved.checks"
    found = find_problems(root, cache)
    cache.write(place)
    written = bytearray(place.read_bytes())
    written[len(written) // 2] ^= 1
    match damage:
        case "cut":
            place.write_bytes(place.read_bytes()[:-10])
        case "flipped":
            place.write_bytes(written)
        case "none":
            place.unlink()
        case _:
            place.write_bytes(b"something else")
    assert not FindingsCache.read(place).paths
    assert find_problems(root, FindingsCache.read(place)) == found


def test_a_changed_file_is_checked_again(root: Path) -> None:
    cache = FindingsCache()
    find_problems(root, cache)
    write(root, {"7.md": {"title": "Title", "url": "/u/7"}})
    assert "7.md" not in {one.path for one in find_problems(root, cache)}


def test_a_file_that_changes_during_a_check_is_skipped(root: Path) -> None:
    before = load_library(root)
    write(root, {"7.md": "---\ntitle: a: b\n---\n"})
    found = RuleEngine(root).check(before, TODAY).problems
    assert {one.path for one in found} == FEW.keys() - {"7.md"}

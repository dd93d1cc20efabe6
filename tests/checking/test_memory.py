"""What was found in a file is known again as long as its bytes are the same."""

from datetime import date
from pathlib import Path

import pytest

from gql_content.checking import Inspector, Memory
from gql_content.library import Library
from gql_content.loading import Selection, load_folder
from gql_content.model import Problem
from tests.folder import write

TODAY = date(2025, 3, 20)
MANY = {
    f"{number}.md": {"title": f"Title {number}", "noIndex": True, "url": f"/u/{number}"}
    for number in range(150)
}
FEW = dict(list(MANY.items())[:10])


def library(root: Path) -> Library:
    return load_folder(root, Selection()).library


def problems(root: Path, memory: Memory) -> tuple[Problem, ...]:
    return Inspector(root, memory=memory).inspect(library(root), TODAY).problems


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", FEW)


def test_many_files_are_examined_by_processes(tmp_path: Path) -> None:
    root = write(tmp_path, MANY)
    told: list[tuple[int, int]] = []
    inspector = Inspector(root, processes=2)
    found = inspector.inspect(library(root), TODAY, lambda done, total: told.append((done, total)))
    assert told[-1] == (150, 150)
    assert [one.code for one in found.problems] == ["UNKNOWN_KEY"] * 150
    assert {(one.line, one.column) for one in found.problems} == {(3, 1)}


def test_a_saved_memory_spares_the_files(root: Path, tmp_path: Path) -> None:
    memory = Memory()
    found = problems(root, memory)
    memory.write(tmp_path / "saved.checks")
    again = Memory.read(tmp_path / "saved.checks")
    known = library(root)
    for file in root.iterdir():
        file.unlink()  # so that whoever reads one finds nothing
    assert Inspector(root, memory=again).inspect(known, TODAY).problems == found
    assert again.news == 0


@pytest.mark.parametrize("damage", ["cut", "flipped", "none", "other"])
def test_a_memory_that_cannot_be_trusted_is_none(root: Path, tmp_path: Path, damage: str) -> None:
    memory, place = Memory(), tmp_path / "saved.checks"
    found = problems(root, memory)
    memory.write(place)
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
    assert not Memory.read(place).paths
    assert problems(root, Memory.read(place)) == found


def test_a_changed_file_is_looked_at_again(root: Path) -> None:
    memory = Memory()
    problems(root, memory)
    write(root, {"7.md": {"title": "Title", "url": "/u/7"}})
    assert "7.md" not in {one.path for one in problems(root, memory)}


def test_a_file_that_changes_meanwhile_is_left_to_the_next_look(root: Path) -> None:
    before = library(root)
    write(root, {"7.md": "---\ntitle: a: b\n---\n"})
    found = Inspector(root).inspect(before, TODAY).problems
    assert {one.path for one in found} == FEW.keys() - {"7.md"}

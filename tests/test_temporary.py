"""Temporary folders of processes that were killed."""

import tempfile
from pathlib import Path
from threading import Event, Thread

import pytest

from gql_content.temporary_folders import TemporaryFolder, remove_orphans


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def make_orphan(place: Path) -> Path:
    folder = place / "gql-content-tmp-killed"
    (folder / "state").mkdir(parents=True)
    (folder / "owner").touch()
    return folder


def test_a_folder_is_removed_while_a_process_that_is_ending_still_writes_into_it(
    place: Path,
) -> None:
    begun = Event()

    def write_until_it_is_gone(state: Path) -> None:
        number = 0
        try:
            while True:
                (state / f"{number}").touch()
                number += 1
                if number == 100:
                    begun.set()
        except FileNotFoundError:
            return

    for _ in range(20):
        begun.clear()
        folder = make_orphan(place)
        writer = Thread(target=write_until_it_is_gone, args=(folder / "state",), daemon=True)
        writer.start()
        assert begun.wait(10)
        remove_orphans()
        writer.join(10)
        assert not writer.is_alive()
        assert list(place.iterdir()) == []


def test_what_was_left_half_removed_is_removed_by_the_next(place: Path) -> None:
    folder = make_orphan(place)
    folder.rename(folder.with_name(folder.name + ".removed"))
    remove_orphans()
    assert list(place.iterdir()) == []


def test_a_folder_that_is_used_stays(place: Path) -> None:
    folder = TemporaryFolder()
    remove_orphans()
    assert list(place.iterdir()) == [folder.path]
    folder.remove()
    assert list(place.iterdir()) == []

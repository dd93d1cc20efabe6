import multiprocessing
import os
import signal
import tempfile
import time
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from gql_content.search import SearchIndex
from tests.search.site import Site, find_paths, make_site

SPAWN = multiprocessing.get_context("spawn")


def make_large_site(word: str) -> Site:
    return make_site({f"{number:03}.md": f"{word} number{number}" for number in range(300)})


def build_slowly(file: Path, word: str, started_building: Event) -> None:
    def progress(_done: int, _total: int) -> None:
        started_building.set()
        time.sleep(30)

    site = make_large_site(word)
    SearchIndex(file).update(site.library, site.read_texts, progress)


def build(file: Path, word: str, started: Barrier) -> None:
    site = make_large_site(word)
    started.wait(30)
    index = SearchIndex(file)
    index.update(site.library, site.read_texts)
    assert len(find_paths(index, word)) == 300
    index.close()
    if not site.read_paths:
        os._exit(7)  # the other process has built the index


def kill_while_building(file: Path, word: str) -> None:
    started_building = SPAWN.Event()
    process = SPAWN.Process(target=build_slowly, args=(file, word, started_building))
    process.start()
    assert started_building.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)


@pytest.mark.parametrize("has_old_index", [False, True])
def test_a_killed_process_leaves_the_old_index_or_none(tmp_path: Path, has_old_index: bool) -> None:
    file, old, new = tmp_path / "search", make_large_site("old"), make_large_site("new")
    if has_old_index:
        before = SearchIndex(file)
        before.update(old.library, old.read_texts)
        before.close()
    kill_while_building(file, "new")
    index = SearchIndex(file)
    old.read_paths.clear()
    index.update(old.library, old.read_texts)
    assert bool(old.read_paths) is not has_old_index
    assert len(find_paths(index, "old")) == 300
    index.update(new.library, new.read_texts)
    assert len(find_paths(index, "new")) == 300
    index.close()
    assert {entry.name for entry in tmp_path.iterdir()} == {"search", "search.seal"}


def test_a_reader_of_the_old_index_continues_while_another_process_dies(tmp_path: Path) -> None:
    file, old = tmp_path / "search", make_large_site("old")
    index = SearchIndex(file)
    index.update(old.library, old.read_texts)
    kill_while_building(file, "new")
    assert len(find_paths(index, "old")) == 300
    index.close()


def test_only_one_of_two_concurrent_processes_builds_the_index(tmp_path: Path) -> None:
    started = SPAWN.Barrier(2)
    processes = [
        SPAWN.Process(target=build, args=(tmp_path / "search", "word", started)) for _ in range(2)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert sorted(process.exitcode or 0 for process in processes) == [0, 7]


def hold_a_private_index(held: Event) -> None:
    _index = SearchIndex(None)
    held.set()
    signal.pause()


def test_private_indexes_of_killed_processes_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    held = SPAWN.Event()
    process = SPAWN.Process(target=hold_a_private_index, args=(held,), daemon=True)
    process.start()
    assert held.wait(30)
    (others,) = tmp_path.glob("gql-content-tmp-*")
    (tmp_path / "gql-content-tmp-being-made").mkdir()
    (tmp_path / "gql-content-tmp-link").symlink_to(others)
    first = SearchIndex(None)
    assert others.is_dir()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)
    second = SearchIndex(None)
    assert not others.exists()
    assert len(list(tmp_path.iterdir())) == 4
    first.close()
    second.close()

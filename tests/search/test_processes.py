import multiprocessing
import os
import signal
import tempfile
import time
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

import pytest

from gql_content.search import SearchIndex
from tests.search.site import Site, paths, site

SPAWN = multiprocessing.get_context("spawn")


def many(word: str) -> Site:
    return site({f"{number:03}.md": f"{word} number{number}" for number in range(300)})


def build_slowly(file: Path, word: str, begun: Event) -> None:
    def progress(_done: int, _total: int) -> None:
        begun.set()
        time.sleep(30)

    one = many(word)
    SearchIndex(file).update(one.library, one.texts_of, progress)


def build(file: Path, word: str, started: Barrier) -> None:
    one = many(word)
    started.wait(30)
    index = SearchIndex(file)
    index.update(one.library, one.texts_of)
    assert len(paths(index, word)) == 300
    index.close()
    if not one.asked:
        os._exit(7)  # somebody else had done it


def killed_while_it_builds(file: Path, word: str) -> None:
    begun = SPAWN.Event()
    process = SPAWN.Process(target=build_slowly, args=(file, word, begun))
    process.start()
    assert begun.wait(30)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(30)


@pytest.mark.parametrize("was_there", [False, True])
def test_a_process_that_is_killed_leaves_the_old_index_or_none(
    tmp_path: Path, was_there: bool
) -> None:
    file, old, new = tmp_path / "search", many("old"), many("new")
    if was_there:
        before = SearchIndex(file)
        before.update(old.library, old.texts_of)
        before.close()
    killed_while_it_builds(file, "new")
    index = SearchIndex(file)
    old.asked.clear()
    index.update(old.library, old.texts_of)
    assert bool(old.asked) is not was_there
    assert len(paths(index, "old")) == 300
    index.update(new.library, new.texts_of)
    assert len(paths(index, "new")) == 300
    index.close()
    assert {one.name for one in tmp_path.iterdir()} == {"search", "search.seal"}


def test_a_reader_of_the_old_index_reads_on_while_another_process_dies(tmp_path: Path) -> None:
    file, old = tmp_path / "search", many("old")
    index = SearchIndex(file)
    index.update(old.library, old.texts_of)
    killed_while_it_builds(file, "new")
    assert len(paths(index, "old")) == 300
    index.close()


def test_of_two_processes_that_build_at_once_one_does(tmp_path: Path) -> None:
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


def test_what_a_killed_process_left_is_removed_and_what_others_use_is_not(
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

"""Several processes over one state directory, and one that has no room."""

import multiprocessing
import os
import resource
from pathlib import Path

from gql_content.sources import Loading, Selection, Snapshots, load_folder
from tests.folder import write
from tests.loading.ageing import aged

SPAWN = multiprocessing.get_context("spawn")
COUNT = 40
WRITES = 30
NO_ROOM = 7


def folder(where: Path) -> tuple[Loading, Snapshots]:
    root = where / "content"
    return load_folder(root, Selection()), Snapshots(where / "state", root, Selection())


def prepared(where: Path) -> tuple[Loading, Snapshots]:
    files = {f"{number:03}.md": {"title": f"T{number}"} for number in range(COUNT)}
    aged(write(where / "content", files))
    loading, snapshots = folder(where)
    snapshots.write(loading.files())
    return loading, snapshots


def write_often(where: Path) -> None:
    loading, snapshots = folder(where)
    for number in range(WRITES):
        snapshots.write(loading.files()[number % 2 :])


def write_without_room(where: Path) -> None:
    loading, snapshots = folder(where)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000))
    try:
        snapshots.write(loading.files())
    except OSError:
        os._exit(NO_ROOM)


def test_whoever_writes_a_reader_finds_one_whole_snapshot(tmp_path: Path) -> None:
    loading, snapshots = prepared(tmp_path)
    writers = [SPAWN.Process(target=write_often, args=(tmp_path,)) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert snapshots.read().files() in (loading.files(), loading.files()[1:])
    assert [writer.exitcode for writer in writers] == [0, 0]
    assert list(snapshots.path.parent.iterdir()) == [snapshots.path]


def test_where_there_is_no_room_the_last_snapshot_stays(tmp_path: Path) -> None:
    loading, snapshots = prepared(tmp_path)
    before = snapshots.path.read_bytes()
    assert len(before) > 1_000
    writer = SPAWN.Process(target=write_without_room, args=(tmp_path,))
    writer.start()
    writer.join(60)
    assert writer.exitcode == NO_ROOM
    assert snapshots.path.read_bytes() == before
    assert list(snapshots.path.parent.iterdir()) == [snapshots.path]
    assert load_folder(tmp_path / "content", Selection(), snapshots).reused == COUNT
    assert loading.parsed == COUNT

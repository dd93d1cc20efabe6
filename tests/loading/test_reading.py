import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from time import monotonic

import pytest

from gql_content.files import LARGEST, NotAFile, Reader, TooLarge
from tests.folder import write

SIZE = 700_000
READS = 300


@contextmanager
def another_process(body: str, folder: Path) -> Generator[None]:
    """Repeats some code on `folder / "a.md"`, with a counter `i`, for as long as the block runs."""
    code = f"""
        import os, sys, time
        from itertools import count
        file = sys.argv[1] + "/a.md"
        print(flush=True)
        for i in count():
            version = (b"a", b"b")[i % 2] * {SIZE}
            {body}
            time.sleep(0.001)
    """
    command = [sys.executable, "-c", dedent(code), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


def versions_read(root: Path) -> set[bytes]:
    """Of each distinct answer the letters it is made of, after many readings."""
    found: set[bytes] = set()
    for _ in range(READS):
        try:
            read = Reader(root).read("a.md")
        except BlockingIOError:
            continue
        assert len(read.data) == read.stamp.size
        found.add(bytes(sorted(set(read.data))))
    return found


def open_files() -> list[str]:
    return [file.name for file in Path("/proc/self/fd").iterdir()]


def read_until_it_raises(root: Path) -> None:
    """However rarely a busy machine lets both processes run at once."""
    end = monotonic() + 60
    while monotonic() < end:
        Reader(root).read("a.md")


def test_the_bytes_come_with_the_stamp_of_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"sub/a.md": "größer"})
    status = (tmp_path / "sub/a.md").stat()
    found = Reader(tmp_path).read("sub/a.md")
    stamp = found.stamp
    assert found.data == "größer".encode()
    assert (stamp.size, stamp.mtime_ns, stamp.inode) == (8, status.st_mtime_ns, status.st_ino)


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    assert Reader(tmp_path).read("a.md").data == b""


def test_a_file_that_is_replaced_while_it_is_read_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * SIZE)
    replace = "open(file + '.tmp', 'wb').write(version); os.replace(file + '.tmp', file)"
    with another_process(replace, tmp_path):
        assert versions_read(tmp_path) == {b"a", b"b"}


def test_a_file_that_is_overwritten_while_it_is_read_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * SIZE)
    overwrite = "with open(file, 'r+b', 0) as there: there.write(version)"
    with another_process(overwrite, tmp_path):
        assert versions_read(tmp_path) == {b"a", b"b"}


def test_a_file_that_never_stops_growing_is_given_up(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    grow = "with open(file, 'r+b', 0) as it: [it.truncate(size) for size in range(1, 5_000)]"
    with (
        another_process(grow, tmp_path),
        pytest.raises(BlockingIOError, match="keeps changing"),
    ):
        read_until_it_raises(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_its_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    for path in ("a.md", "b.md"):
        with pytest.raises(NotAFile):
            Reader(tmp_path).read(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"a.md/b.md": ""})
    with pytest.raises(NotAFile):
        Reader(tmp_path).read("a.md")


def test_links_are_followed_inside_the_root_only(tmp_path: Path) -> None:
    write(tmp_path, {"outside/a.md": "secret", "root/b/c.md": "open"})
    root = tmp_path / "root"
    (root / "in.md").symlink_to("b/c.md")
    (root / "out.md").symlink_to("../outside/a.md")
    (root / "out").symlink_to("../outside")
    (root / "device.md").symlink_to("/dev/zero")
    assert Reader(root).read("in.md").data == b"open"
    for path in ("out.md", "out/a.md", "../outside/a.md", "device.md", str(tmp_path / "outside")):
        with pytest.raises(NotAFile):
            Reader(root).read(path)


def test_a_link_to_itself_is_an_error_and_no_endless_walk(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("a.md")
    with pytest.raises(OSError, match="symbolic links"):
        Reader(tmp_path).read("a.md")


@pytest.mark.parametrize("path", ["gone.md", "gone/a.md"])
def test_a_file_that_is_gone_is_not_found(path: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Reader(tmp_path).read(path)


def test_the_largest_file_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * LARGEST)
    assert len(Reader(tmp_path).read("a.md").data) == LARGEST
    with (tmp_path / "a.md").open("ab") as file:
        file.write(b"x")
    with pytest.raises(TooLarge) as error:
        Reader(tmp_path).read("a.md")
    assert error.value.stamp.size == LARGEST + 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_raises(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    (tmp_path / "a.md").chmod(0)
    with pytest.raises(PermissionError):
        Reader(tmp_path).read("a.md")


def test_no_file_stays_open_whatever_happened(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "", "folder.md/b.md": ""})
    (tmp_path / "large.md").write_bytes(b"x" * (LARGEST + 1))
    os.mkfifo(tmp_path / "pipe.md")
    before = open_files()
    for path in ("a.md", "folder.md", "large.md", "pipe.md", "gone.md"):
        try:
            Reader(tmp_path).read(path)
        except OSError:
            continue
    assert open_files() == before


@pytest.mark.parametrize("seconds", [10**10, -(2**31)])
def test_a_file_dated_far_away_has_a_stamp_that_a_snapshot_can_hold(
    seconds: int, tmp_path: Path
) -> None:
    write(tmp_path, {"a.md": ""})
    os.utime(tmp_path / "a.md", (seconds, seconds))
    assert abs(Reader(tmp_path).read("a.md").stamp.mtime_ns) < 2**63

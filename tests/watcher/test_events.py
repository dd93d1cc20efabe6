"""The event backends: batches of changed paths."""

import asyncio
import shutil
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from gql_content.sources import EventBatches, FolderFilter, file_events, watch_folder
from tests.folder import write
from tests.watcher.watched import TIMEOUT_SECONDS

Backend = Callable[[str, FolderFilter, asyncio.Event], EventBatches]

linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is a Linux feature")


def queue_length() -> int:
    return int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("ascii"))


def any_folder(_: str) -> bool:
    return True


class BatchReader:
    """Reads the batches of a backend, with paths relative to the watched folder."""

    def __init__(self, root: Path, found: EventBatches) -> None:
        self._root = root
        self._found = found

    async def read(self) -> set[str]:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            batch = await anext(self._found)
        return {Path(path).relative_to(self._root).as_posix() for path in batch}

    async def read_until(self, path: str) -> set[str]:
        """All paths up to and including the batch with the given path."""
        paths = set[str]()
        while path not in paths:
            paths |= await self.read()
        return paths


@asynccontextmanager
async def open_batches(
    root: Path, backend: Backend = watch_folder, folder_filter: FolderFilter = any_folder
) -> AsyncGenerator[BatchReader]:
    async with aclosing(backend(str(root), folder_filter, asyncio.Event())) as found:
        reader = BatchReader(root, found)
        assert await reader.read() == set()
        yield reader


@pytest.mark.parametrize("backend", [watch_folder, file_events.watch_with_watchfiles])
async def test_saved_moved_and_deleted_files_are_reported(backend: Backend, root: Path) -> None:
    async with open_batches(root, backend) as reader:
        write(root, {"a.md": "two", "sub/new.md": "text"})
        assert await reader.read_until("sub/new.md") <= {"a.md", "sub/new.md", "sub"}
        (root / "sub/new.md").rename(root / "moved.md")
        assert "sub/new.md" in await reader.read_until("moved.md")
        (root / "moved.md").unlink()
        await reader.read_until("moved.md")


@linux
async def test_a_file_is_reported_when_it_is_closed(root: Path) -> None:
    async with open_batches(root) as reader:
        with (root / "a.md").open("w", encoding="utf-8") as file:
            file.write("half")
            file.flush()
            write(root, {"other.md": "text"})
            assert "a.md" not in await reader.read_until("other.md")
            file.write("whole")
        await reader.read_until("a.md")


@linux
async def test_a_file_that_stays_open_is_reported(root: Path) -> None:
    async with open_batches(root) as reader:
        with (root / "a.md").open("a", encoding="utf-8") as file:
            for _ in range(2):
                file.write("more")
                file.flush()
                await reader.read_until("a.md")


@linux
async def test_a_new_link_is_reported(root: Path) -> None:
    async with open_batches(root) as reader:
        (root / "alias.md").symlink_to("a.md")
        await reader.read_until("alias.md")


@linux
async def test_a_folder_moved_in_is_watched(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"x/y/c.md": "text"})
    async with open_batches(root) as reader:
        (tmp_path / "outside").rename(root / "inside")
        await reader.read_until("inside")
        write(root, {"inside/x/y/c.md": "two"})
        await reader.read_until("inside/x/y/c.md")
        (root / "inside/x").rename(root / "z")
        await reader.read_until("z")
        write(root, {"z/y/c.md": "three"})
        assert "inside/x/y/c.md" not in await reader.read_until("z/y/c.md")


@linux
async def test_a_folder_moved_out_is_not_watched(root: Path, tmp_path: Path) -> None:
    async with open_batches(root) as reader:
        (root / "sub").rename(tmp_path / "aside")
        await reader.read_until("sub")
        write(tmp_path, {"aside/b.md": "two"})
        write(root, {"a.md": "two"})
        assert await reader.read_until("a.md") <= {"a.md"}


@linux
async def test_a_folder_that_becomes_readable_is_watched(root: Path) -> None:
    async with open_batches(root) as reader:
        (root / "sub").chmod(0)
        await reader.read_until("sub")
        (root / "sub").chmod(0o755)
        await reader.read_until("sub")
        write(root, {"sub/b.md": "two"})
        await reader.read_until("sub/b.md")


@linux
async def test_filtered_folders_are_not_watched(root: Path) -> None:
    write(root, {".git/objects/x": "text"})
    async with open_batches(root, folder_filter=lambda path: not path.endswith(".git")) as reader:
        write(root, {".git/objects/x": "two", ".git/index": "text", "a.md": "two"})
        assert await reader.read_until("a.md") == {"a.md"}


@linux
async def test_deleting_the_folder_ends_the_batches(root: Path) -> None:
    async with open_batches(root) as reader:
        shutil.rmtree(root)
        with pytest.raises(StopAsyncIteration):
            await reader.read_until("never reported")


@linux
async def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        async with open_batches(tmp_path / "none"):
            pass


@linux
async def test_a_queue_overflow_reports_the_whole_folder(root: Path) -> None:
    async with open_batches(root) as reader:
        for number in range(queue_length() // 2 + 1):  # identical consecutive events are merged
            (root / f"{number % 100}.md").touch()
            (root / f"{number % 100}.md").unlink()
        await reader.read_until(".")
        write(root, {"sub/b.md": "two"})
        await reader.read_until("sub/b.md")

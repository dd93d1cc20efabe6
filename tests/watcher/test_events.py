"""File events as the operating system tells them, before anybody looks at a file."""

import asyncio
import shutil
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest

from gql_content.watcher.events import Batches, MayHold, batches, elsewhere
from tests.folder import write
from tests.watcher.watched import SECONDS

Follow = Callable[[str, MayHold, asyncio.Event], Batches]

linux = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


def queue_length() -> int:
    return int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("ascii"))


def any_folder(_: str) -> bool:
    return True


class Told:
    """What a way to follow a folder tells, relative to it."""

    def __init__(self, root: Path, found: Batches) -> None:
        self._root = root
        self._found = found

    async def next(self) -> set[str]:
        async with asyncio.timeout(SECONDS):
            batch = await anext(self._found)
        return {Path(path).relative_to(self._root).as_posix() for path in batch}

    async def until(self, path: str) -> set[str]:
        """All that is told up to the batch that has a path."""
        told = set[str]()
        while path not in told:
            told |= await self.next()
        return told


@asynccontextmanager
async def told(
    root: Path, follow: Follow = batches, may_hold: MayHold = any_folder
) -> AsyncGenerator[Told]:
    async with aclosing(follow(str(root), may_hold, asyncio.Event())) as found:
        telling = Told(root, found)
        assert await telling.next() == set()
        yield telling


@pytest.mark.parametrize("follow", [batches, elsewhere.batches])
async def test_saved_moved_and_deleted_files_are_told(follow: Follow, root: Path) -> None:
    async with told(root, follow) as telling:
        write(root, {"a.md": "two", "sub/new.md": "text"})
        assert await telling.until("sub/new.md") <= {"a.md", "sub/new.md", "sub"}
        (root / "sub/new.md").rename(root / "moved.md")
        assert "sub/new.md" in await telling.until("moved.md")
        (root / "moved.md").unlink()
        await telling.until("moved.md")


@linux
async def test_a_file_is_told_when_it_is_closed_not_while_it_is_written(root: Path) -> None:
    async with told(root) as telling:
        with (root / "a.md").open("w", encoding="utf-8") as file:
            file.write("half")
            file.flush()
            write(root, {"other.md": "text"})
            assert "a.md" not in await telling.until("other.md")
            file.write("whole")
        await telling.until("a.md")


@linux
async def test_a_file_that_is_never_closed_is_told_all_the_same(root: Path) -> None:
    async with told(root) as telling:
        with (root / "a.md").open("a", encoding="utf-8") as file:
            for _ in range(2):
                file.write("more")
                file.flush()
                await telling.until("a.md")


@linux
async def test_a_link_is_told_though_nobody_closes_it(root: Path) -> None:
    async with told(root) as telling:
        (root / "alias.md").symlink_to("a.md")
        await telling.until("alias.md")


@linux
async def test_what_is_in_a_folder_that_comes_is_told_from_then_on(
    root: Path, tmp_path: Path
) -> None:
    write(tmp_path / "outside", {"x/y/c.md": "text"})
    async with told(root) as telling:
        (tmp_path / "outside").rename(root / "inside")
        await telling.until("inside")
        write(root, {"inside/x/y/c.md": "two"})
        await telling.until("inside/x/y/c.md")
        (root / "inside/x").rename(root / "z")
        await telling.until("z")
        write(root, {"z/y/c.md": "three"})
        assert "inside/x/y/c.md" not in await telling.until("z/y/c.md")


@linux
async def test_what_has_left_the_folder_is_told_no_more(root: Path, tmp_path: Path) -> None:
    async with told(root) as telling:
        (root / "sub").rename(tmp_path / "aside")
        await telling.until("sub")
        write(tmp_path, {"aside/b.md": "two"})
        write(root, {"a.md": "two"})
        assert await telling.until("a.md") <= {"a.md"}


@linux
async def test_a_folder_that_may_be_read_again_is_told_and_followed(root: Path) -> None:
    async with told(root) as telling:
        (root / "sub").chmod(0)
        await telling.until("sub")
        (root / "sub").chmod(0o755)
        await telling.until("sub")
        write(root, {"sub/b.md": "two"})
        await telling.until("sub/b.md")


@linux
async def test_folders_without_interest_are_not_followed(root: Path) -> None:
    write(root, {".git/objects/x": "text"})
    async with told(root, may_hold=lambda path: not path.endswith(".git")) as telling:
        write(root, {".git/objects/x": "two", ".git/index": "text", "a.md": "two"})
        assert await telling.until("a.md") == {"a.md"}


@linux
async def test_a_folder_that_is_gone_is_the_end(root: Path) -> None:
    async with told(root) as telling:
        shutil.rmtree(root)
        with pytest.raises(StopAsyncIteration):
            await telling.until("the end")


@linux
async def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        async with told(tmp_path / "none"):
            pass


@linux
async def test_where_the_kernel_has_lost_events_the_whole_folder_is_told(root: Path) -> None:
    async with told(root) as telling:
        for number in range(queue_length() // 2 + 1):  # and no event like the one before
            (root / f"{number % 100}.md").touch()
            (root / f"{number % 100}.md").unlink()
        await telling.until(".")
        write(root, {"sub/b.md": "two"})
        await telling.until("sub/b.md")

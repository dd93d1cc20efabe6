"""Whether Git is changing files: it locks its index for as long as it does, and writes it then."""

import asyncio
import logging
import os
from pathlib import Path
from time import monotonic

from msgspec import Struct

from gql_content.files import TICK_NS

__all__ = ["LONGEST_WAIT", "GitWork", "Span", "Traces", "git_folder"]


log = logging.getLogger("gql_content.loading")

LONGEST_WAIT = 10.0  # seconds: the bound on how stale content may become by waiting for others
PAUSE = 0.005


class Mark(Struct, frozen=True):
    """What tells that a file was not written again."""

    inode: int
    size: int
    mtime_ns: int


class Span(Struct, frozen=True):
    """From when until when Git was at work, by the clock of the files themselves."""

    begin_ns: int
    end_ns: int

    def is_after(self, status: os.stat_result) -> bool:
        """Whether this was last touched before; that time cannot be set, as others can."""
        return status.st_ctime_ns < self.begin_ns - TICK_NS

    def holds(self, status: os.stat_result) -> bool:
        """Whether a file may have been written meanwhile, and not again since."""
        return not self.is_after(status) and status.st_mtime_ns < self.end_ns + TICK_NS


class Traces(Struct, frozen=True):
    """What Git's index and its lock look like; where they look the same, nothing was done."""

    index: Mark | None = None
    lock: Mark | None = None


class GitWork:
    """The work of Git in the repository that a folder belongs to, if it belongs to one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._left_behind: Mark | None = None
        self._first_locked = Traces()

    def traces(self) -> Traces:
        """What there is to be seen now; a lock that a dead Git left behind is not seen."""
        folder = git_folder(self._root)
        if folder is None:
            return Traces()
        lock = mark_of(os.path.join(folder, "index.lock"))
        index = mark_of(os.path.join(folder, "index"))
        found = Traces(index, None if lock == self._left_behind else lock)
        before = self._first_locked
        if found.lock is not None and (
            before.lock is None or before.lock.inode != found.lock.inode or before.index != index
        ):
            self._first_locked = found
        return found

    def span(self, before: Traces, after: Traces) -> Span | None:
        """When Git was at work between the two, if it was so once and was seen to begin.

        It makes its lock before all else, empty, and in the end the lock becomes the index.
        """
        index, lock = self._first_locked.index, self._first_locked.lock
        if lock is None or after.index is None or lock.size > 0:
            return None
        is_once = index == before.index and lock.inode == after.index.inode
        return Span(lock.mtime_ns, after.index.mtime_ns) if is_once else None

    async def rest(self) -> Traces:
        """Waits until Git is not at work, but no longer than `LONGEST_WAIT`."""
        began = monotonic()
        while (traces := self.traces()).lock is not None:
            if monotonic() - began > LONGEST_WAIT:
                log.warning(
                    "Git has held its index.lock for long; content is compared all the same. "
                    "If no Git is running, delete the file .git/index.lock."
                )
                self._left_behind = traces.lock
            await asyncio.sleep(PAUSE)
        return traces


def git_folder(root: Path) -> str | None:
    """Where Git keeps the index of the working tree that a folder lies in."""
    here = os.path.realpath(root)
    while True:
        found = os.path.join(here, ".git")
        if os.path.isdir(found):
            return found
        if os.path.isfile(found):  # A worktree or a submodule: the file says where.
            return pointed_to(found)
        here, above = os.path.dirname(here), here
        if here == above:
            return None


def pointed_to(file: str) -> str | None:
    try:
        with open(file, encoding="utf-8") as opened:
            target = opened.readline(4096).strip().removeprefix("gitdir: ")
    except (OSError, ValueError):
        return None
    return os.path.join(os.path.dirname(file), target)


def mark_of(file: str) -> Mark | None:
    try:
        status = os.stat(file)
    except (OSError, ValueError):
        return None
    return Mark(status.st_ino, status.st_size, status.st_mtime_ns)

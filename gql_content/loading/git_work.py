"""Whether Git is changing files: it locks its index for as long as it does, and writes it then."""

import asyncio
import logging
import os
from pathlib import Path
from time import monotonic

from msgspec import Struct

__all__ = ["LONGEST_WAIT", "GitWork", "Traces"]

log = logging.getLogger("gql_content.loading")

LONGEST_WAIT = 10.0  # seconds: the bound on how stale content may become by waiting for others
PAUSE = 0.005

Mark = tuple[int, int, int]


class Traces(Struct, frozen=True):
    """What Git's index and its lock look like; where they look the same, nothing was done."""

    index: Mark | None = None
    lock: Mark | None = None


class GitWork:
    """The work of Git in the repository that a folder belongs to, if it belongs to one."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._left_behind: Mark | None = None

    def traces(self) -> Traces:
        """What there is to be seen now; a lock that a dead Git left behind is not seen."""
        folder = git_folder(self._root)
        if folder is None:
            return Traces()
        lock = mark_of(os.path.join(folder, "index.lock"))
        index = mark_of(os.path.join(folder, "index"))
        return Traces(index, None if lock == self._left_behind else lock)

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
    return status.st_ino, status.st_size, status.st_mtime_ns

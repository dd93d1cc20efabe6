"""Collects hints of changed files until nothing has come for a while."""

import asyncio
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic

from gql_content.sources.file_filter import Selection

__all__ = [
    "MAX_IMMEDIATE_PATHS",
    "MAX_WINDOW_FACTOR",
    "Debouncer",
    "filter_paths",
    "get_folder_id",
    "resolve_root",
    "should_watch_folder",
]


MAX_IMMEDIATE_PATHS = 8  # what saving one file produces, in any editor
MAX_WINDOW_FACTOR = 2  # the debounce window is at most this many times the settle time
LONG_AGO = float("-inf")


class Debouncer:
    """Collects the paths of file events until they are processed.

    A single save is processed at once, while a burst of changes becomes one revision. A few paths
    after a pause, or paths that were just processed, do not wait; others wait until events settle.
    """

    def __init__(self, settle_seconds: float) -> None:
        self._settle_seconds = settle_seconds
        self._paths: set[str] = set()
        self._taken_paths = frozenset[str]()
        self._has_paths = asyncio.Event()
        self._first_added = self.last_added = self._last_of_taken = LONG_AGO

    def add(self, paths: Iterable[str]) -> None:
        """Adds the paths of one batch of events."""
        before = len(self._paths)
        self._paths.update(paths)
        if self._paths:
            self.last_added = monotonic()
            self._first_added = self._first_added if before else self.last_added
            self._has_paths.set()

    def wake(self) -> None:
        """Ends a `wait`."""
        self._has_paths.set()

    async def wait(self, timeout_seconds: float) -> frozenset[str]:
        """The pending paths; waits up to `timeout_seconds` if there are none."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._has_paths.wait()
        except TimeoutError:
            pass
        return frozenset(self._paths)

    @property
    def is_burst(self) -> bool:
        """Whether there are many paths, or they follow others so closely that more may follow."""
        is_close = self._first_added - self._last_of_taken < self._settle_seconds
        return len(self._paths) > MAX_IMMEDIATE_PATHS or (
            is_close and not self._paths <= self._taken_paths
        )

    async def settle(self) -> None:
        """Waits until no paths were added for the settle time, but not longer than the window."""
        end = self._first_added + MAX_WINDOW_FACTOR * self._settle_seconds
        # There is no event to wait for: nothing is to happen.
        while (left := min(self.last_added + self._settle_seconds, end) - monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)

    def take(self) -> frozenset[str]:
        """Removes and returns the pending paths."""
        self._taken_paths, self._paths = frozenset(self._paths), set()
        self._last_of_taken = self.last_added
        self._has_paths.clear()
        return self._taken_paths


def filter_paths(paths: Iterable[str], root: str, selection: Selection) -> Iterator[str]:
    """The paths of events relative to the root, without those that cannot concern articles.

    Paths outside the root, and the `..data` link of a mounted ConfigMap, give "", the whole root.
    """
    for path in paths:
        relative = os.path.relpath(path, root)
        if relative == "." or relative.startswith(".."):
            yield ""
        elif selection.may_concern(relative):
            yield relative


def should_watch_folder(folder: str, root: str, selection: Selection) -> bool:
    """Whether a folder may hold articles, given that its parent may."""
    relative = os.path.relpath(folder, root)
    return relative.startswith("..") or selection.takes_folder(relative)


FolderId = tuple[int, int]


def get_folder_id(root: Path) -> FolderId | None:
    """The device and inode of a folder, links followed; None if it does not exist.

    Not every platform reports that a watched root was deleted and created again, and none reports
    that a link in its path was changed.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def resolve_root(root: Path) -> str:
    """The root with links resolved, which is how events name the files in it."""
    return os.path.realpath(root)

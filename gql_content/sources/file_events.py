"""Batches of changed paths: from inotify, or from watchfiles where there is none."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it also accepts trio's events

__all__ = [
    "TICK_SECONDS",
    "EventBatches",
    "FolderFilter",
    "OpenFiles",
    "WatchedFolders",
    "watch_with_watchfiles",
]


TICK_SECONDS = 0.25

EventBatches = AsyncGenerator[set[str]]
"""The paths of each batch of file events below a folder; an empty batch at the start and each tick.

It ends when the stop event is set. It raises `OSError` or `RuntimeError` if events are not, or no
longer, available.
"""

FolderFilter = Callable[[str], bool]
"""Whether a folder, given by its path, should be watched."""


class WatchedFolders:
    """The watched folders, by the numbers of their watches."""

    def __init__(self) -> None:
        self._paths: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._children: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, number: int, path: str) -> None:
        """Assigns a watch to the folder at a path."""
        self.remove_watch(number)
        self._paths[number] = path
        self._numbers[path] = number
        self._children[path.rpartition("/")[0]].add(path)

    def get_path(self, number: int) -> str | None:
        """The path of a watch's folder, if known."""
        return self._paths.get(number)

    def remove_watch(self, number: int) -> None:
        """Removes a watch that has ended; its folder may already have another one."""
        path = self._paths.pop(number, None)
        if path is not None and self._numbers.get(path) == number:
            del self._numbers[path]
            self._detach(path)

    def remove_tree(self, path: str) -> list[int]:
        """Removes a folder and all folders below it, and returns the numbers of their watches."""
        numbers, paths = list[int](), [path]
        self._detach(path)
        while paths:
            path = paths.pop()
            paths += self._children.pop(path, ())
            number = self._numbers.pop(path, None)
            if number is not None:
                del self._paths[number]
                numbers.append(number)
        return numbers

    def _detach(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        siblings = self._children.get(folder)
        if siblings is not None:
            siblings.discard(path)
            if not siblings:
                del self._children[folder]


MAX_OPEN_SECONDS = 0.1  # for programs that write a file and leave it open, which are rare


class OpenFiles:
    """Files that are being written. A file is reported when it is closed, or after a while."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}  # in order: the first is due next

    def __contains__(self, path: str) -> bool:
        return path in self._due

    def add(self, path: str, now: float) -> None:
        """Adds a file that was written to."""
        self._due.setdefault(path, now + MAX_OPEN_SECONDS)

    def discard(self, path: str) -> None:
        """Removes a file that is complete, or was deleted."""
        self._due.pop(path, None)

    def pop_overdue(self, now: float) -> list[str]:
        """Removes and returns the files that have been open too long."""
        overdue: list[str] = []
        for path, due in self._due.items():
            if due > now:
                break
            overdue.append(path)
        for path in overdue:
            del self._due[path]
        return overdue

    def seconds_left(self, now: float) -> float:
        """The seconds until the next file is overdue; infinite if none is open."""
        return next(iter(self._due.values()), float("inf")) - now


STEP_MS = 2  # A save waits one to two steps; each step takes the GIL from a busy server.


async def watch_with_watchfiles(folder: str, _: FolderFilter, stop: asyncio.Event) -> EventBatches:
    """Watches a folder; folders below it cannot be excluded."""
    changes = awatch(
        folder,
        watch_filter=None,
        debounce=20,
        step=STEP_MS,
        stop_event=stop,
        rust_timeout=round(TICK_SECONDS * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async for batch in changes:
        yield {path for _, path in batch}

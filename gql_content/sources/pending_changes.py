"""Changes that are not complete yet: large ones, and files that are still being written."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Self

from gql_content.files import UNTRUSTED, Stamp, stamp_of
from gql_content.sources.folder_diff import at_or_below
from gql_content.sources.git_activity import LONGEST_WAIT

__all__ = ["Aliases", "Arriving", "Finishing"]


class Arriving:
    """Which files those are at the moment, and how many large changes there have been."""

    def __init__(self) -> None:
        self.paths = frozenset[str]()
        self._in_order: list[str] = []
        self.ended = 0
        self._end = asyncio.Event()

    @contextmanager
    def reading(self, paths: frozenset[str]) -> Generator[None]:
        """Until the block ends, these are being read."""
        self.paths, self._in_order = paths, sorted(paths)
        try:
            yield
        finally:
            self.paths, self._in_order = frozenset[str](), []
            self.ended += 1
            waited_for, self._end = self._end, asyncio.Event()
            waited_for.set()

    def at(self, hints: Iterable[str]) -> frozenset[str]:
        """Those that lie at or below one of these paths."""
        return frozenset(path for hint in hints for path in at_or_below(self._in_order, hint))

    async def end(self) -> None:
        """Waits until nothing is being read."""
        while self.paths:
            await self._end.wait()


FIRST_PAUSE = 0.002
LONGEST_PAUSE = 0.1


class Finishing:
    """Looks at unfinished files again until their writers are done, or have been at it for long."""

    def __init__(self, look: Callable[[Collection[str]], Awaitable[Collection[str]]]) -> None:
        self._look = look  # gives those that are still unfinished
        self._since: dict[str, float] = {}
        self._task: asyncio.Task[None] | None = None
        self._looked = asyncio.Event()

    def __contains__(self, path: str) -> bool:
        return path in self._since

    @property
    def overdue(self) -> frozenset[str]:
        """Those that are not waited for any longer."""
        latest = monotonic() - LONGEST_WAIT
        return frozenset(path for path, since in self._since.items() if since < latest)

    def begin(self, unfinished: Collection[str]) -> None:
        """Has these looked at again soon."""
        for path in unfinished:
            self._since.setdefault(path, monotonic())
        if self._since and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._finish())

    async def end_of(self, path: str) -> None:
        """Waits until this one is done."""
        while path in self._since:
            await self._looked.wait()

    async def stop(self) -> None:
        """Looks at nothing any more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _finish(self) -> None:
        pause = FIRST_PAUSE
        try:
            while self._since:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                await self._look_again()
        finally:
            self._since.clear()
            self._wake()

    async def _look_again(self) -> None:
        asked = set(self._since)
        with suppress(OSError):  # The next look, or a sweep, tells.
            for path in asked.difference(await self._look(asked)):
                del self._since[path]
        self._wake()

    def _wake(self) -> None:
        """Lets those who wait see for themselves; who comes after that waits for the next look."""
        looked, self._looked = self._looked, asyncio.Event()
        looked.set()


class Aliases:
    """The files that have several names, by links of either kind: an event tells of one alone."""

    def __init__(self, others: Mapping[str, frozenset[str]]) -> None:
        self._others = others

    @classmethod
    def among(cls, root: Path, stamps: Mapping[str, Stamp]) -> Self:
        """Those of files below `root` that looked like this."""
        first: dict[int, str] = {}
        names: dict[int, set[str]] = {}
        for path, stamp in stamps.items():
            inode = inode_at(root, path) if stamp == UNTRUSTED else stamp.inode
            if inode > 0 and first.setdefault(inode, path) is not path:
                names.setdefault(inode, {first[inode]}).add(path)
        every = (frozenset(paths) for paths in names.values())
        return cls({path: paths for paths in every for path in paths})

    def of_any(self, paths: Iterable[str]) -> frozenset[str]:
        """All names of the files that have one of these."""
        return frozenset[str]().union(*(self._others.get(path, ()) for path in paths))


def inode_at(root: Path, path: str) -> int:
    try:
        return stamp_of((root / path).stat()).inode
    except OSError:
        return 0

"""Files that somebody was writing when they were looked at."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from time import monotonic

from gql_content.loading import LONGEST_WAIT

__all__ = ["Finishing"]

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

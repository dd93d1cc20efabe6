"""The files of a large change, which are read aside before all of them are taken as one."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["Arriving"]


class Arriving:
    """Which files those are at the moment, and how many large changes there have been."""

    def __init__(self) -> None:
        self.paths = frozenset[str]()
        self.begun = self.ended = 0
        self._end = asyncio.Event()

    @contextmanager
    def reading(self, paths: frozenset[str]) -> Generator[None]:
        """Until the block ends, these are being read."""
        self.paths = paths
        self.begun += 1
        try:
            yield
        finally:
            self.paths = frozenset[str]()
            self.ended += 1
            waited_for, self._end = self._end, asyncio.Event()
            waited_for.set()

    async def end(self) -> None:
        """Waits until nothing is being read."""
        while self.paths:
            await self._end.wait()

"""The files of a large change, which are read aside before all of them are taken as one."""

import asyncio
from collections.abc import Generator, Iterable
from contextlib import contextmanager

from gql_content.repository.comparing import at_or_below

__all__ = ["Arriving"]


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

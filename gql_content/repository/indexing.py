import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from time import sleep

from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.search import SearchIndex

__all__ = ["Indexing"]

FEW = 200  # files that the index takes in so fast that a search may wait for it

MOST_BREATHS = 10
BREATH = 0.002

TextsOf = Callable[[Article], Texts | None]


class StoppedError(Exception):
    """Raised within the indexing thread to end it."""


class Indexing:
    """Keeps a search index at the revision of a repository's library."""

    def __init__(
        self,
        index: SearchIndex,
        texts_of: TextsOf,
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """While `is_busy`, what need not be done at once is done more slowly."""
        self.index = index
        self._texts_of = texts_of
        self._is_busy = is_busy
        self._step: asyncio.Task[None] | None = None
        self._stopped = False

    def follow(self, before: Library, after: Library, files: int) -> None:
        """Begins to bring the index to a library in which so many files differ, if that is quick.

        Content does not wait for its index, but who searches waits for such a step. Else, and where
        it cannot be done now, `bring` does it, and until then nothing can be searched.
        """
        if files <= FEW and not self._stopped:
            self._step = asyncio.create_task(self._follow(self._step, before, after))

    async def settled(self) -> None:
        """Waits until no step is being taken."""
        while self._step is not None and not self._step.done():
            await asyncio.wait([self._step])

    async def bring(self, library: Library) -> None:
        """Brings the index to `library`, however long that takes."""
        await self.settled()
        if not self._stopped:
            await asyncio.to_thread(self._update, library, self._texts_in_time)

    async def tidy(self) -> None:
        """Makes a new index as fast to search as it can be, step by step, so that nobody waits."""
        while not self._stopped and await asyncio.to_thread(self.index.optimize):
            pass

    async def close(self) -> None:
        """Ends what is under way and closes the index."""
        self._stopped = True
        await self.settled()
        await asyncio.to_thread(self.index.close)

    async def _follow(
        self, former: asyncio.Task[None] | None, before: Library, after: Library
    ) -> None:
        if former is not None:
            await asyncio.wait([former])
        with suppress(OSError, sqlite3.Error):
            await asyncio.to_thread(self._take_step, before, after)

    def _take_step(self, before: Library, after: Library) -> None:
        if self.index.revision == before.revision:
            self._update(after, self._texts)

    def _update(self, library: Library, texts: TextsOf) -> None:
        with suppress(StoppedError):
            self.index.update(library, texts)

    def _texts(self, article: Article) -> Texts | None:
        if self._stopped:
            raise StoppedError
        return self._texts_of(article)

    def _texts_in_time(self, article: Article) -> Texts | None:
        """Lets a change go first, which needs the interpreter too."""
        for _ in range(MOST_BREATHS):
            if not self._is_busy():
                break
            sleep(BREATH)
        return self._texts(article)

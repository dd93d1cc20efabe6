import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from gql_content.library import Diff, Library
from gql_content.repository.history import History

__all__ = ["Publication"]


class Publication:
    """The current library, how it came about, and those who wait for the next one."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.loaded_at = datetime.now(UTC)
        self._replaced = asyncio.Event()
        self._history = History()

    def publish(self, library: Library) -> None:
        """Makes `library` the current one."""
        replaced, self._replaced = self._replaced, asyncio.Event()
        self._history.add(self.library, library)
        self.library, self.loaded_at = library, datetime.now(UTC)
        replaced.set()

    def changed_since(self, revision: str) -> Diff | None:
        """See `Repository.changed_since`."""
        return Diff() if revision == self.library.revision else self._history.since(revision)

    async def libraries(self) -> AsyncIterator[Library]:
        """See `Repository.libraries`."""
        while True:
            replaced = self._replaced
            yield self.library  # It is not kept here: who waits must not hold an old one.
            await replaced.wait()

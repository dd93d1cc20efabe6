import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from gql_content.library import Library

__all__ = ["Publication"]


class Publication:
    """The current library, and those who wait for the next one."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.loaded_at = datetime.now(UTC)
        self._replaced = asyncio.Event()

    def publish(self, library: Library) -> None:
        """Makes `library` the current one."""
        replaced, self._replaced = self._replaced, asyncio.Event()
        self.library, self.loaded_at = library, datetime.now(UTC)
        replaced.set()

    async def libraries(self) -> AsyncIterator[Library]:
        """See `Repository.libraries`."""
        while True:
            seen, replaced = self.library, self._replaced
            yield seen
            await replaced.wait()

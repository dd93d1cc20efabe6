import asyncio
from time import monotonic

__all__ = ["Timetable"]


class Timetable:
    """When to compare the whole folder next: in due time, or soon if there is reason to."""

    def __init__(self, seconds: float) -> None:
        self.period = seconds
        self._due = self._soon = monotonic() + seconds
        self._moved = asyncio.Event()

    def within(self, seconds: float) -> None:
        """Has the next sweep come in so many seconds at the latest."""
        self._soon = min(self._soon, monotonic() + seconds)
        self._moved.set()

    def wake(self) -> None:
        """Ends waiting."""
        self.within(0)

    async def wait(self) -> bool:
        """Waits until a sweep is due, or `wake`; tells whether it is due by time alone."""
        while (left := self._soon - monotonic()) > 0:
            self._moved.clear()
            try:
                async with asyncio.timeout(left):
                    await self._moved.wait()
            except TimeoutError:
                break
        return monotonic() >= self._due

    def done(self, seconds: float) -> None:
        """Begins a new period, after a sweep that took so long."""
        self._due = self._soon = monotonic() + max(self.period, seconds)

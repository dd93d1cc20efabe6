import asyncio
from time import monotonic

__all__ = ["SweepScheduler"]


class SweepScheduler:
    """Schedules sweeps: once per period, or sooner on request."""

    def __init__(self, seconds: float) -> None:
        self.period_seconds = seconds
        self._due = self._next = monotonic() + seconds
        self._rescheduled = asyncio.Event()

    def schedule_within(self, seconds: float) -> None:
        """Schedules the next sweep within the given seconds at the latest."""
        self._next = min(self._next, monotonic() + seconds)
        self._rescheduled.set()

    def wake(self) -> None:
        """Ends a `wait`."""
        self.schedule_within(0)

    async def wait(self) -> bool:
        """Waits for the next sweep, or for `wake`; returns whether the period has ended."""
        while (left := self._next - monotonic()) > 0:
            self._rescheduled.clear()
            try:
                async with asyncio.timeout(left):
                    await self._rescheduled.wait()
            except TimeoutError:
                break
        return monotonic() >= self._due

    def restart_period(self, seconds: float) -> None:
        """Starts a new period, of at least the given seconds."""
        self._due = self._next = monotonic() + max(self.period_seconds, seconds)

import asyncio
from collections.abc import Iterable
from time import monotonic

__all__ = ["Arrivals"]

FEW = 8  # hints: what saving one file makes, in any editor
LONGEST = 2  # times the quiet that is waited for
LONG_AGO = float("-inf")


class Arrivals:
    """Hints that have come and have not been looked at.

    A saved file is to be answered at once, and files that go on arriving are to become one
    revision. So few hints after a silence, or of what was only just looked at, are taken at once;
    else they wait until it is quiet.
    """

    def __init__(self, quiet_seconds: float) -> None:
        self._quiet_seconds = quiet_seconds
        self._hints: set[str] = set()
        self._taken = frozenset[str]()
        self._some = asyncio.Event()
        self._first = self.last = self._last_taken = LONG_AGO

    def add(self, hints: Iterable[str]) -> None:
        """Takes in the hints of one batch of events."""
        before = len(self._hints)
        self._hints.update(hints)
        if self._hints:
            self.last = monotonic()
            self._first = self._first if before else self.last
            self._some.set()

    def wake(self) -> None:
        """Ends waiting for hints."""
        self._some.set()

    async def some(self, within: float) -> frozenset[str]:
        """The hints that are there; where there are none, those that come in so many seconds."""
        try:
            async with asyncio.timeout(within):
                await self._some.wait()
        except TimeoutError:
            pass
        return frozenset(self._hints)

    @property
    def keep_coming(self) -> bool:
        """Whether these are many, or follow others so fast that more may follow them."""
        follow = self._first - self._last_taken < self._quiet_seconds
        return len(self._hints) > FEW or (follow and not self._hints <= self._taken)

    async def quiet(self) -> None:
        """Waits until nothing has come for a while, but not for long."""
        end = self._first + LONGEST * self._quiet_seconds
        # What is awaited is that nothing happens.
        while (left := min(self.last + self._quiet_seconds, end) - monotonic()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)

    def take(self) -> frozenset[str]:
        """All hints, which from now on count as looked at."""
        self._taken, self._hints = frozenset(self._hints), set()
        self._last_taken = self.last
        self._some.clear()
        return self._taken

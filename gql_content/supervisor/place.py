import asyncio
import logging

from gql_content.supervisor.signals import RETIRE
from gql_content.supervisor.worker import Launch, Worker

__all__ = ["Place"]

log = logging.getLogger("gql_content.supervisor")

YOUNG_SECONDS = 10.0
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0


class Place:
    """Where there is one worker at work, and after it the next."""

    def __init__(self, launch: Launch, number: int) -> None:
        self._launch = launch
        self._number = number
        self._deaths = 0
        self._begun: list[Worker] = []
        self._changing = asyncio.Lock()

    @property
    def alive(self) -> list[Worker]:
        """The one at work; while it is renewed, the one that comes or goes too."""
        return [worker for worker in self._begun if not worker.has_ended]

    async def fill(self) -> bool:
        """Puts the first worker here; returns once it serves, or has ended without."""
        return await (await self._begin(is_first=True)).is_ready()

    async def keep(self) -> None:
        """Replaces whatever worker dies here, until this is cancelled."""
        while True:
            worker = self._begun[-1]
            code = await worker.ended()
            async with self._changing:
                if worker is self._begun[-1]:
                    log.error("Worker %d died (%d); another takes its place.", worker.pid, code)
                    self._deaths = self._deaths + 1 if worker.lived < YOUNG_SECONDS else 0
                    await asyncio.sleep(pause_after(self._deaths))
                    await self._begin()

    async def renew(self) -> bool:
        """Lets a fresh worker take the place, and the old one go when that serves."""
        async with self._changing:
            old, new = self._begun[-1], await self._begin()
            if await new.is_ready():
                log.info("Worker %d serves in the place of %d.", new.pid, old.pid)
                await old.dismissed(RETIRE)
                return True
            log.error("Worker %d did not come to serve; the old one stays.", new.pid)
            self._begun.remove(new)
            return False

    async def _begin(self, *, is_first: bool = False) -> Worker:
        worker = await Worker.begun(self._launch, self._number, is_first=is_first)
        self._begun = [*self.alive, worker]
        return worker


def pause_after(deaths: int) -> float:
    """Seconds to wait after so many workers in a row that died young: none after the first."""
    return 0.0 if deaths < 2 else min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(deaths, 10))

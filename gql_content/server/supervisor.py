"""Several processes at one socket: the first loads, the others follow, dead ones are replaced."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from typing import Self

from msgspec import Struct

__all__ = ["READY", "RETIRE", "Launch", "Supervisor"]


READY = b"ready\n"  # what a worker says once it serves
RETIRE = signal.SIGUSR1  # what a worker is told when another serves in its place

log = logging.getLogger("gql_content.supervisor")

STOP_SECONDS = 11.0  # a second more than a worker takes for it


class Launch(Struct, frozen=True):
    """How workers begin.

    `module` is run by this Python. `order` makes the one line that a worker reads: of its number,
    and whether it is the first in its place. Its standard input ends when the supervisor does.
    """

    module: str
    order: Callable[[int, bool], bytes]
    descriptors: Sequence[int]


class Worker:
    """One process that serves, from its start to its end."""

    def __init__(self, process: asyncio.subprocess.Process, said: asyncio.StreamReader) -> None:
        self._process = process
        self._began = monotonic()
        self._said = asyncio.create_task(said.readline())

    @classmethod
    async def begun(cls, launch: Launch, number: int, *, is_first: bool) -> Self:
        """A worker that has been given its order."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", launch.module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            pass_fds=launch.descriptors,
            start_new_session=True,  # Ctrl-C is for the supervisor, which tells us.
        )
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        process.stdin.write(launch.order(number, is_first))
        return cls(process, process.stdout)

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def lived(self) -> float:
        """Seconds since its start."""
        return monotonic() - self._began

    async def is_ready(self) -> bool:
        """Returns once it serves, or has ended without."""
        return await asyncio.shield(self._said) == READY

    async def ended(self) -> int:
        """Its exit code."""
        return await self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether its process is gone."""
        return self._process.returncode is not None

    async def dismissed(self, by: signal.Signals) -> None:
        """Tells it to stop, and returns when it has; it must, within a time."""
        self.tell(by)
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.ended()
        except TimeoutError:
            log.error("Worker %d does not end when it is told to; it is killed.", self.pid)  # noqa: TRY400 - the traceback tells nothing
            self.tell(signal.SIGKILL)
            await self.ended()

    def tell(self, what: signal.Signals) -> None:
        """Sends it a signal, unless it is gone."""
        with suppress(ProcessLookupError):
            self._process.send_signal(what)


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


FAILURE = 1


class Supervisor:
    """Keeps a number of workers at work until it is told to stop.

    SIGTERM and SIGINT go to the workers, and when they have ended, so has this. SIGHUP renews them
    one after the other, each old one leaving when its successor serves.
    """

    def __init__(
        self, launch: Launch, count: int, on_ready: Callable[[], None] = lambda: None
    ) -> None:
        self._places = [Place(launch, number) for number in range(count)]
        self._on_ready = on_ready
        self._told: asyncio.Queue[signal.Signals] = asyncio.Queue()
        self._serves = asyncio.Event()
        self._renewal = asyncio.Event()

    async def run(self) -> int:
        """The exit code, once all workers have ended; a failure where the first never served."""
        loop = asyncio.get_running_loop()
        for one in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(one, self._told.put_nowait, one)
        loop.add_signal_handler(signal.SIGHUP, self._renewal.set)
        working = asyncio.create_task(self._work())
        renewing = asyncio.create_task(self._renew())
        told = asyncio.create_task(self._told.get())
        await asyncio.wait({working, renewing, told}, return_when=asyncio.FIRST_COMPLETED)
        was_told = told.done()
        for task in (working, renewing, told):
            task.cancel()
        await asyncio.gather(working, renewing, told, return_exceptions=True)
        await self._end(told.result() if was_told else signal.SIGTERM)
        return 0 if was_told else FAILURE

    async def _work(self) -> None:
        """Returns only where the first worker ends before it has served."""
        leader, *followers = self._places
        if not await leader.fill():
            return
        await asyncio.gather(*(place.fill() for place in followers))
        self._on_ready()
        self._serves.set()
        await asyncio.gather(*(place.keep() for place in self._places))

    async def _renew(self) -> None:
        await self._serves.wait()
        while await self._renewal.wait():
            self._renewal.clear()
            for place in self._places:
                if not await place.renew():
                    break  # What keeps one from serving will keep the next.

    async def _end(self, by: signal.Signals) -> None:
        passing_on = asyncio.create_task(self._pass_on())
        await asyncio.gather(*(worker.dismissed(by) for worker in self._alive()))
        passing_on.cancel()

    async def _pass_on(self) -> None:
        """Who tells us a second time does not want to wait, and no more do the workers."""
        while True:
            told = await self._told.get()
            for worker in self._alive():
                worker.tell(told)

    def _alive(self) -> list[Worker]:
        return [worker for place in self._places for worker in place.alive]

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

from gql_content.supervisor.signals import READY

__all__ = ["Launch", "Worker"]

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

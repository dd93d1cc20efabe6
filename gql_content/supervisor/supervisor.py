import asyncio
import signal
from collections.abc import Callable

from gql_content.supervisor.place import Place
from gql_content.supervisor.worker import Launch, Worker

__all__ = ["Supervisor"]

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

import asyncio
import logging
import os
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic

from gql_content.loading import Selection
from gql_content.model import WatcherState, WatcherStatus
from gql_content.repository import Repository
from gql_content.watcher.arrivals import FEW, Arrivals
from gql_content.watcher.clocks import Clocks
from gql_content.watcher.events import TICK_SECONDS, batches
from gql_content.watcher.hints import hints_in, may_hold_articles
from gql_content.watcher.root import identity, real_path
from gql_content.watcher.timetable import Timetable
from gql_content.watcher.watch import Watch

__all__ = ["Watcher"]

log = logging.getLogger("gql_content.watcher")

CALM_SECONDS = 1.0
PATIENCE_SECONDS = 0.1
AFTERCARE_SECONDS = 0.5
LONGEST_AFTERCARE_SECONDS = 1.25
POLL_SECONDS = 1.0
SWEEP_SHARE = 0.1  # of one core, at most, may go into polls, and into sweeps after events
RESTART_SECONDS = 0.25
LONGEST_RESTART_SECONDS = 60.0
MOST_HINTS = 1_000  # more at once are too many to trust that none is missing
MOST_MISSED = 2  # sweeps on time that find what no event has told


class Watcher:
    """Keeps a repository as fresh as its folder until it is stopped.

    Three tasks: one notices file events and begins anew when they end, one looks at the files they
    name, and again a moment later, and one compares the whole folder: in due time, after any events
    but those of a few files that were there before and still are, and on any suspicion.
    """

    def __init__(
        self,
        repository: Repository,
        root: Path,
        selection: Selection,
        watch: Watch = Watch.AUTO,
        sweep_seconds: float = 30,
        settle_seconds: float = 0.05,
    ) -> None:
        self._repository = repository
        self._root = root
        self._selection = selection
        self._watch = watch
        self._sweep_seconds = sweep_seconds
        self._arrivals = Arrivals(settle_seconds)
        self._timetable = Timetable(sweep_seconds)
        self._refreshing: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._state = WatcherState.OFF
        self._reason: str | None = None
        self._last_sweep: datetime | None = None
        self._sweep_took = 0.0
        self._restarts = 0
        self._missed = 0

    @property
    def status(self) -> WatcherStatus:
        """How it does at present."""
        return WatcherStatus(self._state, self._last_sweep, self._restarts, self._reason)

    def start(self) -> None:
        """Begins to watch, in tasks of the running loop."""
        if self._watch is Watch.OFF:
            return
        work = [self._sweep()]
        if self._watch is Watch.POLL:
            self._be(WatcherState.POLLING)
        else:
            work += [self._notice(), self._look()]
        # What changed between loading and the first event; the first requests come before it.
        self._timetable.within(min(CALM_SECONDS, self._sweep_seconds))
        self._tasks = [asyncio.create_task(one) for one in work]

    async def stop(self) -> None:
        """Ends watching; returns when nothing is being refreshed any more."""
        self._stop.set()
        self._arrivals.wake()
        self._timetable.wake()
        await asyncio.gather(*self._tasks)

    async def _notice(self) -> None:
        pause = RESTART_SECONDS
        while not self._stop.is_set():
            try:
                await self._follow()
                pause = RESTART_SECONDS
            except (OSError, RuntimeError) as error:
                if identity(self._root) is not None:
                    self._do_without(error)
                    pause = min(2 * pause, LONGEST_RESTART_SECONDS)
            if not await self._stopped_within(pause):
                self._restarts += 1

    async def _follow(self) -> None:
        """Follows the events of the root until it is another folder, or none."""
        followed, clocks, begun = identity(self._root), Clocks(), False
        folder = real_path(self._root)
        may_hold = partial(may_hold_articles, root=folder, selection=self._selection)
        async with aclosing(batches(folder, may_hold, self._stop)) as found:
            async for paths in found:
                if not begun:
                    begun = self._have_events()
                self._arrivals.add(hints_in(paths, folder, self._selection))
                if await asyncio.to_thread(identity, self._root) != followed:
                    log.info("The content root is another folder now; all of it is compared.")
                    self._timetable.within(0)
                    return
                if clocks.jumped():
                    self._timetable.within(0)

    def _have_events(self) -> bool:
        if self._state is not WatcherState.EVENTS and self._missed < MOST_MISSED:
            self._be(WatcherState.EVENTS)
        if self._restarts:  # Nothing has told what changed meanwhile.
            self._timetable.within(0)
        return True

    async def _look(self) -> None:
        lately = frozenset[str]()
        while not self._stop.is_set():
            hints = await self._arrivals.some(TICK_SECONDS)
            if not hints:
                if not self._refreshing:  # Git may have been at work, and nobody looks yet.
                    again, lately = lately, frozenset[str]()
                    await self._refresh_patiently(again)
                continue
            if self._arrivals.keep_coming or await asyncio.to_thread(self._lacks, hints):
                await self._arrivals.quiet()
            hints = self._arrivals.take()
            is_plain = len(hints) <= FEW and hints <= self._repository.library.entries.keys()
            await self._refresh_patiently(None if len(hints) > MOST_HINTS else hints)
            if is_plain and hints <= self._repository.library.entries.keys():
                lately |= hints
            else:
                self._timetable.within(self._aftercare())
        await asyncio.gather(*self._refreshing)

    async def _refresh_patiently(self, hints: frozenset[str] | None) -> None:
        """Waits for a refresh, but not if it has much to read: others pass it."""
        refresh = asyncio.create_task(self._refresh(hints))
        self._refreshing.add(refresh)
        refresh.add_done_callback(self._refreshing.discard)
        await asyncio.wait([refresh], timeout=PATIENCE_SECONDS)

    def _aftercare(self) -> float:
        """Seconds to the sweep after events, which heals what they have not told."""
        wanted = max(AFTERCARE_SECONDS, self._sweep_took / SWEEP_SHARE)
        return min(wanted, LONGEST_AFTERCARE_SECONDS)

    def _lacks(self, hints: frozenset[str]) -> bool:
        """Whether something is gone: it may be half of a renaming, or of how an editor saves."""
        return len(hints) > FEW or not all(os.path.lexists(self._root / one) for one in hints)

    async def _sweep(self) -> None:
        while not self._stop.is_set():
            on_time = await self._timetable.wait()
            if self._stop.is_set():
                return
            began, before = monotonic(), self._repository.library
            await self._refresh(None)
            self._sweep_took = monotonic() - began
            self._timetable.done(self._sweep_took / SWEEP_SHARE)
            if on_time and self._repository.library is not before:
                await self._wonder(began)

    async def _wonder(self, began: float) -> None:
        """Polls from now on where sweeps find again and again what no event has told."""
        if self._state is not WatcherState.EVENTS or await self._stopped_within(CALM_SECONDS):
            return
        if self._arrivals.last < began - CALM_SECONDS:
            self._missed += 1
        if self._missed == MOST_MISSED and self._watch is Watch.AUTO:
            self._do_without(RuntimeError("sweeps find changes that no event has told"))

    def _do_without(self, error: Exception) -> None:
        reason = f"No file events: {error}"
        if self._reason != reason:
            other = "sweeps go on" if self._watch is Watch.NATIVE else "polling instead"
            log.warning("No file events can be had here (%s); %s.", error, other)
        self._be(
            WatcherState.FAILED if self._watch is Watch.NATIVE else WatcherState.POLLING, reason
        )

    def _be(self, state: WatcherState, reason: str | None = None) -> None:
        if self._reason is not None and reason is None:
            log.info("File events are back.")
        self._state, self._reason = state, reason
        polling = state is WatcherState.POLLING
        self._timetable.period = POLL_SECONDS if polling else self._sweep_seconds
        self._timetable.within(self._timetable.period)

    async def _refresh(self, hints: frozenset[str] | None) -> None:
        try:
            await self._repository.refresh(hints)
        except OSError:
            log.exception("Files could not be compared; the next sweep tries again.")
            if hints is not None:
                self._timetable.within(AFTERCARE_SECONDS)
        else:
            if hints is None:
                self._last_sweep = datetime.now(UTC)

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stop.wait()
        except TimeoutError:
            return False

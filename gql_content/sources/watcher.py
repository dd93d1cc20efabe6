"""File events and sweeps become refreshes. An event is a hint; the disk is the truth."""

import asyncio
import logging
import os
import time
from contextlib import aclosing
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import monotonic

from gql_content.model import WatcherState, WatcherStatus
from gql_content.sources.debouncer import (
    MAX_IMMEDIATE_PATHS,
    Debouncer,
    filter_paths,
    get_folder_id,
    resolve_root,
    should_watch_folder,
)
from gql_content.sources.file_events import TICK_SECONDS
from gql_content.sources.file_filter import Selection
from gql_content.sources.platform_events import watch_folder
from gql_content.sources.ports import Repository

__all__ = ["ClockJumpDetector", "Watch", "Watcher"]


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


MIN_JUMP_SECONDS = 2.0


class ClockJumpDetector:
    """Detects that the machine was suspended, or that its clock was set.

    The monotonic clock stands still while the machine sleeps, and is never set.
    """

    def __init__(self) -> None:
        self._offsets = read_clock_offsets()

    def has_jumped(self) -> bool:
        """Whether either has happened since the last call."""
        before, self._offsets = self._offsets, read_clock_offsets()
        pairs = zip(before, self._offsets, strict=True)
        return any(abs(now - then) > MIN_JUMP_SECONDS for then, now in pairs)


def read_clock_offsets() -> tuple[float, float]:
    """How far the wall clock and the boot-time clock are ahead of the monotonic clock."""
    timers = time.monotonic()
    since_boot = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.time() - timers, time.clock_gettime(since_boot) - timers


class Watch(StrEnum):
    """How changed files are detected."""

    AUTO = "auto"
    NATIVE = "native"
    POLL = "poll"
    OFF = "off"


log = logging.getLogger("gql_content.watcher")

EVENT_GRACE_SECONDS = 1.0
REFRESH_WAIT_SECONDS = 0.1
MIN_FOLLOW_UP_SECONDS = 0.5
MAX_FOLLOW_UP_SECONDS = 1.25
POLL_SECONDS = 1.0
MAX_SWEEP_SHARE = 0.1  # of one core, for polling and for sweeps after events
RESTART_SECONDS = 0.25
MAX_RESTART_SECONDS = 60.0
MAX_PATHS = 1_000  # with more paths at once, events may be missing: a sweep is safer
MAX_MISSED_CHANGES = 2  # changes found by sweeps without an event, before polling starts


class Watcher:
    """Keeps a repository in step with its folder until it is stopped.

    It runs three tasks. The first reads file events, and restarts when they end. The second
    refreshes the files that events name, and once more a moment later. The third sweeps: it
    compares the whole folder once per period, after events (except those of a few files that exist
    before and after), and whenever events may have been lost.
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
        self._debouncer = Debouncer(settle_seconds)
        self._scheduler = SweepScheduler(sweep_seconds)
        self._refreshes: set[asyncio.Task[None]] = set()
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._state = WatcherState.OFF
        self._reason: str | None = None
        self._last_sweep: datetime | None = None
        self._sweep_duration = 0.0
        self._restarts = 0
        self._missed_changes = 0

    @property
    def status(self) -> WatcherStatus:
        """The watcher's current state."""
        return WatcherStatus(self._state, self._last_sweep, self._restarts, self._reason)

    def start(self) -> None:
        """Starts watching, in tasks of the running event loop."""
        if self._watch is Watch.OFF:
            return
        coroutines = [self._run_sweeps()]
        if self._watch is Watch.POLL:
            self._set_state(WatcherState.POLLING)
        else:
            coroutines += [self._watch_events(), self._process_events()]
        # Finds changes between loading and the first event, but lets the first requests go first.
        self._scheduler.schedule_within(min(EVENT_GRACE_SECONDS, self._sweep_seconds))
        self._tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]

    async def stop(self) -> None:
        """Stops watching, and waits for refreshes in progress."""
        self._stop.set()
        self._debouncer.wake()
        self._scheduler.wake()
        await asyncio.gather(*self._tasks)

    async def _watch_events(self) -> None:
        pause = RESTART_SECONDS
        while not self._stop.is_set():
            try:
                await self._follow_root()
                pause = RESTART_SECONDS
            except (OSError, RuntimeError) as error:
                if get_folder_id(self._root) is not None:
                    self._fall_back(error)
                    pause = min(2 * pause, MAX_RESTART_SECONDS)
            if not await self._wait_for_stop(pause):
                self._restarts += 1

    async def _follow_root(self) -> None:
        """Processes events until the root is replaced or deleted."""
        folder_id, clock_jumps, has_events = get_folder_id(self._root), ClockJumpDetector(), False
        folder = resolve_root(self._root)
        folder_filter = partial(should_watch_folder, root=folder, selection=self._selection)
        async with aclosing(watch_folder(folder, folder_filter, self._stop)) as batches:
            async for paths in batches:
                if not has_events:
                    has_events = self._on_first_batch()
                self._debouncer.add(filter_paths(paths, folder, self._selection))
                if await asyncio.to_thread(get_folder_id, self._root) != folder_id:
                    log.info("The content root was replaced; comparing all files.")
                    self._scheduler.schedule_within(0)
                    return
                if clock_jumps.has_jumped():
                    self._scheduler.schedule_within(0)

    def _on_first_batch(self) -> bool:
        if self._state is not WatcherState.EVENTS and self._missed_changes < MAX_MISSED_CHANGES:
            self._set_state(WatcherState.EVENTS)
        if self._restarts:  # Changes during the restart had no events.
            self._scheduler.schedule_within(0)
        return True

    async def _process_events(self) -> None:
        recent_paths = frozenset[str]()
        while not self._stop.is_set():
            paths = await self._debouncer.wait(TICK_SECONDS)
            if not paths:
                if not self._refreshes:  # Refresh once more: Git may have been at work.
                    again, recent_paths = recent_paths, frozenset[str]()
                    await self._start_refresh(again)
                continue
            if self._debouncer.is_burst or await asyncio.to_thread(self._has_missing_files, paths):
                await self._debouncer.settle()
            paths = self._debouncer.take()
            are_existing_files = (
                len(paths) <= MAX_IMMEDIATE_PATHS
                and paths <= self._repository.library.entries.keys()
            )
            await self._start_refresh(None if len(paths) > MAX_PATHS else paths)
            if are_existing_files and paths <= self._repository.library.entries.keys():
                recent_paths |= paths
            else:
                self._scheduler.schedule_within(self._follow_up_seconds())
        await asyncio.gather(*self._refreshes)

    async def _start_refresh(self, paths: frozenset[str] | None) -> None:
        """Starts a refresh, and waits briefly for it; a long one continues in the background."""
        refresh = asyncio.create_task(self._refresh(paths))
        self._refreshes.add(refresh)
        refresh.add_done_callback(self._refreshes.discard)
        await asyncio.wait([refresh], timeout=REFRESH_WAIT_SECONDS)

    def _follow_up_seconds(self) -> float:
        """Seconds until the sweep after events, which finds changes without events."""
        seconds = max(MIN_FOLLOW_UP_SECONDS, self._sweep_duration / MAX_SWEEP_SHARE)
        return min(seconds, MAX_FOLLOW_UP_SECONDS)

    def _has_missing_files(self, paths: frozenset[str]) -> bool:
        """Whether a file is missing: this may be half of a rename, or of an editor's save."""
        return len(paths) > MAX_IMMEDIATE_PATHS or not all(
            os.path.lexists(self._root / path) for path in paths
        )

    async def _run_sweeps(self) -> None:
        while not self._stop.is_set():
            on_time = await self._scheduler.wait()
            if self._stop.is_set():
                return
            started, before = monotonic(), self._repository.library
            await self._refresh(None)
            self._sweep_duration = monotonic() - started
            self._scheduler.restart_period(self._sweep_duration / MAX_SWEEP_SHARE)
            if on_time and self._repository.library is not before:
                await self._detect_missed_events(started)

    async def _detect_missed_events(self, sweep_started: float) -> None:
        """Switches to polling if sweeps repeatedly find changes that had no event."""
        if self._state is not WatcherState.EVENTS or await self._wait_for_stop(EVENT_GRACE_SECONDS):
            return
        if self._debouncer.last_added < sweep_started - EVENT_GRACE_SECONDS:
            self._missed_changes += 1
        if self._missed_changes == MAX_MISSED_CHANGES and self._watch is Watch.AUTO:
            self._fall_back(RuntimeError("sweeps find changes without events"))

    def _fall_back(self, error: Exception) -> None:
        reason = f"No file events: {error}"
        if self._reason != reason:
            other = "relying on sweeps" if self._watch is Watch.NATIVE else "polling instead"
            log.warning("File events are not available (%s); %s.", error, other)
        self._set_state(
            WatcherState.FAILED if self._watch is Watch.NATIVE else WatcherState.POLLING, reason
        )

    def _set_state(self, state: WatcherState, reason: str | None = None) -> None:
        if self._reason is not None and reason is None:
            log.info("File events are available again.")
        self._state, self._reason = state, reason
        polling = state is WatcherState.POLLING
        self._scheduler.period_seconds = POLL_SECONDS if polling else self._sweep_seconds
        self._scheduler.schedule_within(self._scheduler.period_seconds)

    async def _refresh(self, paths: frozenset[str] | None) -> None:
        try:
            await self._repository.refresh(paths)
        except OSError:
            log.exception("Refreshing failed; the next sweep retries.")
            if paths is not None:
                self._scheduler.schedule_within(MIN_FOLLOW_UP_SECONDS)
        else:
            if paths is None:
                self._last_sweep = datetime.now(UTC)

    async def _wait_for_stop(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stop.wait()
        except TimeoutError:
            return False

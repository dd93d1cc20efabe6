"""File events and sweeps become `refresh`. An event is a hint; what counts is the disk."""

import asyncio
import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from time import monotonic

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it takes trio's too

from gql_content.loading import Selection
from gql_content.model import WatcherState, WatcherStatus
from gql_content.repository import Repository

__all__ = ["Watch", "Watcher"]

log = logging.getLogger("gql_content.watcher")

CALM_SECONDS = 1.0
POLL_SECONDS = 1.0
POLL_SHARE = 0.1  # of one core, at most, may go into polling


class Watch(StrEnum):
    """How changed files are noticed."""

    AUTO = "auto"
    NATIVE = "native"
    POLL = "poll"
    OFF = "off"


class Watcher:
    """Keeps a repository as fresh as its folder until it is stopped."""

    def __init__(
        self,
        repository: Repository,
        root: Path,
        selection: Selection,
        watch: Watch = Watch.AUTO,
        sweep_seconds: float = 30,
    ) -> None:
        self._repository = repository
        self._root = os.path.realpath(root)
        self._selection = selection
        self._watch = watch
        self._sweep_seconds = sweep_seconds
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._state = WatcherState.OFF
        self._reason: str | None = None
        self._last_sweep: datetime | None = None

    @property
    def status(self) -> WatcherStatus:
        """How it does at present."""
        return WatcherStatus(self._state, self._last_sweep, reason=self._reason)

    def start(self) -> None:
        """Begins to watch, in tasks of the running loop."""
        if self._watch is Watch.POLL:
            self._tasks = [asyncio.create_task(self._poll())]
        elif self._watch is not Watch.OFF:
            self._tasks = [asyncio.create_task(self._follow()), asyncio.create_task(self._sweep())]

    async def stop(self) -> None:
        """Ends watching; returns when nothing is being refreshed any more."""
        self._stop.set()
        await asyncio.gather(*self._tasks)

    async def _follow(self) -> None:
        try:
            self._state = WatcherState.EVENTS
            await self._follow_events()
        except (OSError, RuntimeError) as error:
            self._state, self._reason = WatcherState.FAILED, f"No file events: {error}"
            if self._watch is Watch.NATIVE:
                log.warning("No file events can be had here (%s); sweeps go on.", error)
                return
            log.warning("No file events can be had here (%s); polling instead.", error)
            await self._poll()

    async def _follow_events(self) -> None:
        batches = awatch(
            self._root,
            watch_filter=None,
            debounce=50,
            step=1,
            stop_event=self._stop,
            ignore_permission_denied=True,
        )
        async for batch in batches:
            hints = set(self._hints(path for _, path in batch))
            if hints:
                await self._refresh(hints)

    def _hints(self, paths: Iterable[str]) -> Iterable[str]:
        """The paths relative to the root, without those in which no article can lie."""
        for path in paths:
            relative = os.path.relpath(path, self._root)
            if relative == "." or relative.startswith(".."):
                yield ""
            elif self._selection.may_concern(relative):
                yield relative

    async def _sweep(self) -> None:
        # What changed between loading and the first event; the first requests come before it.
        if not await self._stopped_within(min(CALM_SECONDS, self._sweep_seconds)):
            await self._refresh(None)
        while not await self._stopped_within(self._sweep_seconds):
            await self._refresh(None)

    async def _poll(self) -> None:
        self._state = WatcherState.POLLING
        pause = POLL_SECONDS
        while not await self._stopped_within(pause):
            began = monotonic()
            await self._refresh(None)
            pause = max(POLL_SECONDS, (monotonic() - began) / POLL_SHARE)

    async def _refresh(self, hints: set[str] | None) -> None:
        try:
            await self._repository.refresh(hints)
        except OSError:
            log.exception("Files could not be compared; the next sweep tries again.")
        else:
            if hints is None:
                self._last_sweep = datetime.now(UTC)

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stop.wait()
        except TimeoutError:
            return False

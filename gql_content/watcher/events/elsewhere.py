"""The backend for systems without inotify: a thread of watchfiles polls for events."""

import asyncio

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it also accepts trio's events

from gql_content.watcher.events.batch import TICK_SECONDS, EventBatches, FolderFilter

__all__ = ["watch_with_watchfiles"]

STEP_MS = 2  # A save waits one to two steps; each step takes the GIL from a busy server.


async def watch_with_watchfiles(folder: str, _: FolderFilter, stop: asyncio.Event) -> EventBatches:
    """Watches a folder; folders below it cannot be excluded."""
    changes = awatch(
        folder,
        watch_filter=None,
        debounce=20,
        step=STEP_MS,
        stop_event=stop,
        rust_timeout=round(TICK_SECONDS * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async for batch in changes:
        yield {path for _, path in batch}

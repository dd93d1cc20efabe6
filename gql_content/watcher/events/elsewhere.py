"""File events where there is no inotify: a thread of watchfiles asks for them all the time."""

import asyncio

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it takes trio's too

from gql_content.watcher.events.batch import TICK_SECONDS, Batches, MayHold

__all__ = ["batches"]

STEP_MS = 2  # A save waits for one to two steps, and each takes the interpreter from a busy server.


async def batches(folder: str, _: MayHold, stop: asyncio.Event) -> Batches:
    """Follows a folder; no folder in it can be left out."""
    found = awatch(
        folder,
        watch_filter=None,
        debounce=20,
        step=STEP_MS,
        stop_event=stop,
        rust_timeout=round(TICK_SECONDS * 1000),
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async for batch in found:
        yield {path for _, path in batch}

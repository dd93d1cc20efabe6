import asyncio
import os
from collections.abc import AsyncGenerator
from pathlib import Path

from watchfiles import awatch  # pyright: ignore[reportUnknownVariableType] - it takes trio's too

__all__ = ["TICK_SECONDS", "Identity", "batches", "identity", "real_path"]

TICK_SECONDS = 0.25
STEP_MS = 2  # A save waits for one to two steps, and each takes the interpreter from a busy server.

Identity = tuple[int, int]


async def batches(folder: str, stop: asyncio.Event) -> AsyncGenerator[set[str]]:
    """The paths of each batch of file events below a folder, an empty batch at each tick.

    Ends when told to stop. Raises `OSError` or `RuntimeError` where there are no events to be had,
    or no more.
    """
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


def identity(root: Path) -> Identity | None:
    """What tells a folder from another in its place, links followed; None where there is none.

    No event tells that a watched root was deleted and made again, or that a link on the way to it
    leads elsewhere by now.
    """
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def real_path(root: Path) -> str:
    """Where a root really lies, which is how events name what is in it."""
    return os.path.realpath(root)

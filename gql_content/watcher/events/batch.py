"""What all ways to follow a folder have in common."""

from collections.abc import AsyncGenerator, Callable

__all__ = ["TICK_SECONDS", "Batches", "MayHold"]

TICK_SECONDS = 0.25

Batches = AsyncGenerator[set[str]]
"""The paths of each batch of file events below a folder; an empty batch at the start and each tick.

It ends when told to stop. It raises `OSError` or `RuntimeError` where there are no events to be
had, or no more.
"""

MayHold = Callable[[str], bool]
"""Whether what happens in a folder, named by its path, is of any interest."""

"""The interface of all event backends."""

from collections.abc import AsyncGenerator, Callable

__all__ = ["TICK_SECONDS", "EventBatches", "FolderFilter"]

TICK_SECONDS = 0.25

EventBatches = AsyncGenerator[set[str]]
"""The paths of each batch of file events below a folder; an empty batch at the start and each tick.

It ends when the stop event is set. It raises `OSError` or `RuntimeError` if events are not, or no
longer, available.
"""

FolderFilter = Callable[[str], bool]
"""Whether a folder, given by its path, should be watched."""

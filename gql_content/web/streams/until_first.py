import asyncio
from collections.abc import Coroutine
from typing import Any

__all__ = ["until_first"]


async def until_first(*parts: Coroutine[Any, Any, None]) -> None:
    """Runs all parts until one ends, then ends the others; what one of them raises is raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()

import asyncio
from collections.abc import Coroutine, Generator
from contextlib import suppress
from types import coroutine as generator_based
from typing import Any

from gql_content.pacing import BudgetSpent, NotAtOnce, TimeLimitReached

__all__ = ["run_sync", "run_with_timeout"]

BACKGROUND_TASKS = set[asyncio.Task[None]]()  # the event loop holds only weak references to tasks


async def run_with_timeout(coroutine: Coroutine[Any, Any, Any], timeout_seconds: float) -> Any:
    """The result of a coroutine; raises `TimeoutError` after `timeout_seconds`.

    A coroutine that finishes without waiting starts no timer.
    """
    try:
        yielded = coroutine.send(None)
    except StopIteration as end:
        return end.value
    async with asyncio.timeout(timeout_seconds):
        return await resume(coroutine, yielded)


def run_sync(coroutine: Coroutine[Any, Any, Any], timeout_seconds: float) -> Any:
    """The result of a coroutine that never waits; raises `TimeoutError` for one that does.

    One that waits is finished in the background, within `timeout_seconds`: closing it halfway might
    leave a file open.
    """
    try:
        yielded = coroutine.send(None)
    except StopIteration as end:
        return end.value
    task = asyncio.create_task(finish_in_background(coroutine, yielded, timeout_seconds))
    BACKGROUND_TASKS.add(task)
    task.add_done_callback(BACKGROUND_TASKS.discard)
    raise TimeoutError


async def finish_in_background(
    coroutine: Coroutine[Any, Any, Any], yielded: Any, timeout_seconds: float
) -> None:
    # Nobody waits for the result any more.
    with suppress(Exception, BudgetSpent, NotAtOnce, TimeLimitReached):
        async with asyncio.timeout(timeout_seconds):
            await resume(coroutine, yielded)


@generator_based
def resume(coroutine: Coroutine[Any, Any, Any], yielded: Any) -> Generator[Any, Any, Any]:
    """Continues a coroutine that has already yielded once."""
    while True:
        try:
            sent = yield yielded
        except GeneratorExit:
            coroutine.close()
            raise
        except BaseException as error:  # noqa: BLE001 - the coroutine handles cancellation too
            advance, argument = coroutine.throw, error
        else:
            advance, argument = coroutine.send, sent
        try:
            yielded = advance(argument)
        except StopIteration as end:
            return end.value

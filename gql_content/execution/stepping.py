import asyncio
from collections.abc import Coroutine, Generator
from contextlib import suppress
from types import coroutine as generator_based
from typing import Any

from gql_content.pacing import BudgetSpent, NotAtOnce, TimeUp

__all__ = ["at_once", "finished"]

ENDING = set[asyncio.Task[None]]()  # a loop does not keep its tasks alive


async def finished(work: Coroutine[Any, Any, Any], seconds: float) -> Any:
    """The result of a coroutine; raises `TimeoutError` after so many seconds.

    Most are finished without ever having waited, and need no clock.
    """
    try:
        yielded = work.send(None)
    except StopIteration as end:
        return end.value
    async with asyncio.timeout(seconds):
        return await resumed(work, yielded)


def at_once(work: Coroutine[Any, Any, Any], seconds: float) -> Any:
    """The result of a coroutine that waits for nothing; raises `TimeoutError` for one that does.

    That is ended in the background, within so many seconds: broken off, it might leave a file open.
    """
    try:
        yielded = work.send(None)
    except StopIteration as end:
        return end.value
    task = asyncio.create_task(ended(work, yielded, seconds))
    ENDING.add(task)
    task.add_done_callback(ENDING.discard)
    raise TimeoutError


async def ended(work: Coroutine[Any, Any, Any], yielded: Any, seconds: float) -> None:
    with suppress(Exception, BudgetSpent, NotAtOnce, TimeUp):  # whose result is nobody's any more
        async with asyncio.timeout(seconds):
            await resumed(work, yielded)


@generator_based
def resumed(work: Coroutine[Any, Any, Any], yielded: Any) -> Generator[Any, Any, Any]:
    """Goes on with a coroutine that has already yielded once."""
    while True:
        try:
            sent = yield yielded
        except GeneratorExit:
            work.close()
            raise
        except BaseException as error:  # noqa: BLE001 - cancellation too is for the work to see
            step, given = work.throw, error
        else:
            step, given = work.send, sent
        try:
            yielded = step(given)
        except StopIteration as end:
            return end.value

import asyncio
from collections.abc import Coroutine, Generator
from types import coroutine as generator_based
from typing import Any

__all__ = ["finished"]


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

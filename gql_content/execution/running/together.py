import asyncio
import sys
from collections.abc import Coroutine, Iterable
from typing import Any

__all__ = ["gather_eager"]


async def gather_eager(coroutines: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Runs coroutines concurrently; those that never wait cost no task switch.

    Raises the first error, after cancelling and awaiting the others.
    """
    tasks = [start_eagerly(coroutine) for coroutine in coroutines]
    try:
        if all(task.done() for task in tasks):
            return [task.result() for task in tasks]
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


if sys.version_info >= (3, 12):

    def start_eagerly(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """Starts a task, and runs it until it first waits."""
        loop = asyncio.get_running_loop()
        return asyncio.Task(coroutine, loop=loop, eager_start=True)

else:
    from gql_content.execution.running.strand import EagerTask

    def start_eagerly(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """Starts a task, and runs it until it first waits."""
        task = EagerTask(coroutine, loop=asyncio.get_running_loop())
        task.run_step()
        return task

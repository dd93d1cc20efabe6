import asyncio
import sys
from collections.abc import Coroutine, Sequence
from time import monotonic
from typing import Any

from gql_content.pacing import Budget

__all__ = ["gather_eager"]


async def gather_eager(budget: Budget, coroutines: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Runs coroutines concurrently; those that never wait cost no task switch.

    If starting them takes long, other operations have their turn in between. Raises the first
    error, after cancelling and awaiting the others.
    """
    tasks: list[asyncio.Future[Any]] = []
    try:
        for coroutine in coroutines:
            if monotonic() > budget.until:
                await budget.turn()
            tasks.append(start_eagerly(coroutine))
        if all(task.done() for task in tasks):
            return [task.result() for task in tasks]
        return await asyncio.gather(*tasks)
    except BaseException:
        for coroutine in coroutines[len(tasks) :]:
            coroutine.close()
        await cancel_all(tasks)
        raise


async def cancel_all(tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Cancels and awaits what still runs; does not wait if nothing does."""
    running = [task for task in tasks if not task.done()]
    for task in running:
        task.cancel()
    for task in tasks:
        if task.done() and not task.cancelled():
            task.exception()  # asyncio logs exceptions that were never retrieved
    if running:
        await asyncio.gather(*running, return_exceptions=True)


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

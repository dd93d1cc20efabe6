import asyncio
import sys
from collections.abc import Coroutine, Sequence
from time import monotonic
from typing import Any

from gql_content.pacing import Budget

__all__ = ["together"]


async def together(budget: Budget, coroutines: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
    """The results of all, which run at the same time; those that never wait cost no task switch.

    Where beginning them takes long, other operations have their turn in between. The first error is
    raised, and what still runs is cancelled before.
    """
    begun: list[asyncio.Future[Any]] = []
    try:
        for one in coroutines:
            if monotonic() > budget.until:
                await budget.turn()
            begun.append(begin(one))
        if all(one.done() for one in begun):
            return [one.result() for one in begun]
        return await asyncio.gather(*begun)
    except BaseException:
        for one in coroutines[len(begun) :]:
            one.close()
        await ended(begun)
        raise


async def ended(begun: Sequence[asyncio.Future[Any]]) -> None:
    """Cancels what still runs, and returns when it has ended: at once, where nothing does."""
    running = [one for one in begun if not one.done()]
    for one in running:
        one.cancel()
    for one in begun:
        if one.done() and not one.cancelled():
            one.exception()  # asyncio would tell of one that nobody has looked at
    if running:
        await asyncio.gather(*running, return_exceptions=True)


if sys.version_info >= (3, 12):

    def begin(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """Runs a coroutine until it waits for the first time, as a task of its own."""
        loop = asyncio.get_running_loop()
        return asyncio.Task(coroutine, loop=loop, eager_start=True)

else:
    from gql_content.execution.running.strand import Strand

    def begin(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """Runs a coroutine until it waits for the first time, as a task of its own."""
        strand = Strand(coroutine, loop=asyncio.get_running_loop())
        strand.step()
        return strand

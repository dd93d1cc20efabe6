import asyncio
import sys
from collections.abc import Coroutine, Iterable
from typing import Any

__all__ = ["together"]


async def together(coroutines: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """The results of all, which run at the same time; those that never wait cost no task switch.

    The first error is raised, and what still runs is cancelled before.
    """
    begun = [begin(one) for one in coroutines]
    try:
        if all(one.done() for one in begun):
            return [one.result() for one in begun]
        return await asyncio.gather(*begun)
    except BaseException:
        for one in begun:
            one.cancel()
        await asyncio.gather(*begun, return_exceptions=True)
        raise


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

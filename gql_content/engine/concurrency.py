# pyright: reportPrivateUsage=false, reportArgumentType=false
# For custom task classes see "Extending" in Python's documentation of asyncio.
"""Runs coroutines at once, in tasks, and until a deadline."""

import asyncio
import sys
from asyncio.tasks import _enter_task, _leave_task, _register_task
from collections.abc import Coroutine, Generator, Sequence
from contextlib import suppress
from contextvars import copy_context
from time import monotonic
from types import coroutine as generator_based
from typing import Any

from gql_content.pacing import Budget, BudgetSpent, NotAtOnce, TimeLimitReached

__all__ = ["gather_eager", "run_sync", "run_with_timeout"]


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

    def start_eagerly(coroutine: Coroutine[Any, Any, Any]) -> asyncio.Future[Any]:
        """Starts a task, and runs it until it first waits."""
        task = EagerTask(coroutine, loop=asyncio.get_running_loop())
        task.run_step()
        return task


class EagerTask(asyncio.Future[Any]):
    """A task that starts eagerly, for Python 3.11 (from 3.12 on asyncio has `eager_start`).

    While it runs it is asyncio's current task, so timeouts and task groups that a resolver opens
    belong to it.
    """

    def __init__(
        self, coroutine: Coroutine[Any, Any, Any], *, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(loop=loop)
        self._coroutine = coroutine
        self._context = copy_context()
        self._awaited: asyncio.Future[Any] | None = None
        self._must_cancel = False
        self._cancel_requests = 0

    def get_coro(self) -> Coroutine[Any, Any, Any]:
        """See `asyncio.Task`, here and below."""
        return self._coroutine

    def get_name(self) -> str:
        return f"EagerTask-{id(self)}"

    def cancelling(self) -> int:
        return self._cancel_requests

    def uncancel(self) -> int:
        self._cancel_requests = max(0, self._cancel_requests - 1)
        return self._cancel_requests

    def cancel(self, msg: Any | None = None) -> bool:
        if self.done():
            return False
        self._cancel_requests += 1
        if self._awaited is None or not self._awaited.cancel(msg):
            self._must_cancel = True
        return True

    def run_step(self, awaited: asyncio.Future[Any] | None = None) -> None:
        """Runs until it waits again, or ends."""
        loop = self.get_loop()
        outer_task = asyncio.current_task(loop)
        if outer_task is not None:
            _leave_task(loop, outer_task)
        _enter_task(loop, self)
        try:
            self._context.run(self._advance, get_failure(awaited))
        finally:
            _leave_task(loop, self)
            if outer_task is not None:
                _enter_task(loop, outer_task)

    def _advance(self, failure: BaseException | None) -> None:
        self._awaited = None
        if self._must_cancel:
            self._must_cancel, failure = False, failure or asyncio.CancelledError()
        try:
            yielded = (
                self._coroutine.send(None) if failure is None else self._coroutine.throw(failure)
            )
        except StopIteration as end:
            self.set_result(end.value)
        except asyncio.CancelledError:
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as error:
            self.set_exception(error)
            raise
        except BaseException as error:  # noqa: BLE001 - it is raised where the task is awaited
            self.set_exception(error)
        else:
            self._await_yielded(yielded)

    def _await_yielded(self, yielded: Any) -> None:
        if asyncio.isfuture(yielded):
            yielded._asyncio_future_blocking = False  # pyright: ignore[reportAttributeAccessIssue] # noqa: SLF001 - marks the Future as awaited
            self._awaited = yielded
            yielded.add_done_callback(self.run_step)
        else:  # A bare yield: asyncio.sleep(0).
            self.get_loop().call_soon(self.run_step)
        _register_task(self)


def get_failure(awaited: asyncio.Future[Any] | None) -> BaseException | None:
    """The exception of an awaited future; reading it also marks it as retrieved."""
    if awaited is None:
        return None
    return asyncio.CancelledError() if awaited.cancelled() else awaited.exception()


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

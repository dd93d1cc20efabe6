# pyright: reportPrivateUsage=false, reportArgumentType=false
# For custom task classes see "Extending" in Python's documentation of asyncio.

import asyncio
from asyncio.tasks import _enter_task, _leave_task, _register_task
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any

__all__ = ["EagerTask"]


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

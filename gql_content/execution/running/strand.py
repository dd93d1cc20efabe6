# pyright: reportPrivateUsage=false, reportArgumentType=false
# For task classes of one's own: "Extending", in Python's documentation of asyncio.

import asyncio
from asyncio.tasks import _enter_task, _leave_task, _register_task
from collections.abc import Coroutine
from contextvars import copy_context
from typing import Any

__all__ = ["Strand"]


class Strand(asyncio.Future[Any]):
    """A task that begins at once, as Python has them from 3.12 on.

    While it runs it is asyncio's current task, so that time limits, groups and the like which a
    resolver opens belong to this strand and to no other.
    """

    def __init__(
        self, coroutine: Coroutine[Any, Any, Any], *, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__(loop=loop)
        self._coroutine = coroutine
        self._context = copy_context()
        self._waits_for: asyncio.Future[Any] | None = None
        self._must_cancel = False
        self._requests = 0

    def get_coro(self) -> Coroutine[Any, Any, Any]:
        """See `asyncio.Task`, here and below."""
        return self._coroutine

    def get_name(self) -> str:
        return f"Strand-{id(self)}"

    def cancelling(self) -> int:
        return self._requests

    def uncancel(self) -> int:
        self._requests = max(0, self._requests - 1)
        return self._requests

    def cancel(self, msg: Any | None = None) -> bool:
        if self.done():
            return False
        self._requests += 1
        if self._waits_for is None or not self._waits_for.cancel(msg):
            self._must_cancel = True
        return True

    def step(self, waited: asyncio.Future[Any] | None = None) -> None:
        """Runs on until it waits again, or ends."""
        loop = self.get_loop()
        above = asyncio.current_task(loop)
        if above is not None:
            _leave_task(loop, above)
        _enter_task(loop, self)
        try:
            self._context.run(self._advance, failure_of(waited))
        finally:
            _leave_task(loop, self)
            if above is not None:
                _enter_task(loop, above)

    def _advance(self, failure: BaseException | None) -> None:
        self._waits_for = None
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
        except BaseException as error:  # noqa: BLE001 - whoever awaits the strand gets it
            self.set_exception(error)
        else:
            self._wait_for(yielded)

    def _wait_for(self, yielded: Any) -> None:
        if asyncio.isfuture(yielded):
            yielded._asyncio_future_blocking = False  # pyright: ignore[reportAttributeAccessIssue] # noqa: SLF001 - what tells a Future that a task has seen it
            self._waits_for = yielded
            yielded.add_done_callback(self.step)
        else:  # A bare yield: asyncio.sleep(0).
            self.get_loop().call_soon(self.step)
        _register_task(self)


def failure_of(waited: asyncio.Future[Any] | None) -> BaseException | None:
    """Why what a strand waited for has failed; reading it also tells asyncio that it was seen."""
    if waited is None:
        return None
    return asyncio.CancelledError() if waited.cancelled() else waited.exception()

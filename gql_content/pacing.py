"""Long work in short steps: others have their turn between them, and it ends at its deadline.

Pure functions write such work as generators that yield after each step. Whoever needs the result
now calls `finish`; a coroutine awaits `paced`, which yields to others of its event loop.
"""

import asyncio
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from functools import partial
from itertools import islice
from math import inf
from threading import Lock
from time import monotonic
from typing import Generic, ParamSpec, Self, TypeVar
from weakref import WeakKeyDictionary

__all__ = [
    "BATCH",
    "Budget",
    "BudgetSpent",
    "NotAtOnce",
    "SharedWork",
    "Threads",
    "TimeLimitReached",
    "Work",
    "batches",
    "current_budget",
    "finish",
    "paced",
    "pause",
    "turns_of",
]


Given = ParamSpec("Given")
Result = TypeVar("Result")
Item = TypeVar("Item")

Work = Generator[None, None, Result]
"""Work that yields after each step, of a millisecond at most, and returns its result."""

SLICE = 0.004  # seconds for which others wait
BATCH = 64  # items of a step that takes little for each


class TimeLimitReached(BaseException):
    """The operation has had its time; no part of it may take this for an error of its own."""


class NotAtOnce(BaseException):
    """The work takes longer than others should wait, and was to be done at once."""


class BudgetSpent(BaseException):
    """The operation has come upon more objects than it may answer with."""

    def __init__(self, value: int) -> None:
        super().__init__(value)
        self.value = value


def finish(work: Work[Result]) -> Result:
    """The result of work, all of which is done now."""
    try:
        while True:
            next(work)
    except StopIteration as end:
        return end.value


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items, so many at a time as one step takes."""
    each = iter(items)
    while batch := list(islice(each, size)):
        yield batch


class Budget:
    """What one operation may still take: objects, and time until its deadline.

    `until` is when its present slice of the event loop's time ends.
    """

    __slots__ = ("_token", "at_once", "deadline", "left", "most", "until", "waiting")

    def __init__(
        self, seconds: float = inf, objects: float = inf, *, at_once: bool = False
    ) -> None:
        now = monotonic()
        self.at_once = at_once
        self.deadline = now + seconds
        self.until = now + SLICE
        self.left = self.most = objects
        self.waiting: deque[asyncio.Future[None]] | None = None

    def spend(self, objects: int) -> None:
        """Notes so many objects; raises `BudgetSpent` where there are too many in all."""
        self.left -= objects
        if self.left < 0:
            raise BudgetSpent(int(self.most - self.left))

    async def turn(self) -> None:
        """Waits for the next slice; raises `TimeLimitReached` after the deadline."""
        if self.at_once:
            raise NotAtOnce
        await turns_of(asyncio.get_running_loop()).next(self)
        now = monotonic()
        if now > self.deadline:
            raise TimeLimitReached
        self.until = now + SLICE

    def __enter__(self) -> Self:
        """Until the block ends, this is what work is measured by."""
        self._token = CURRENT.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        CURRENT.reset(self._token)


CURRENT: ContextVar[Budget | None] = ContextVar("budget", default=None)


def current_budget() -> Budget:
    """That of the operation that is being run; without one, there is no end to it."""
    return CURRENT.get() or Budget()


async def paced(work: Work[Result]) -> Result:
    """The result of work, between whose steps others have their turn."""
    budget: Budget | None = None
    try:
        while True:
            next(work)
            budget = budget or current_budget()
            if monotonic() > budget.until:
                await budget.turn()
    except StopIteration as end:
        return end.value


async def pause() -> None:
    """Lets others have their turn, where this operation's slice has ended."""
    budget = current_budget()
    if monotonic() > budget.until:
        await budget.turn()


class Threads:
    """A few threads for work that cannot be done in steps; they share the interpreter with all.

    A forked child starts threads of its own, since those of its parent are not there.
    """

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._process = 0
        self._pool: ThreadPoolExecutor | None = None

    async def run(
        self, work: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """The result of work that is done in one of them; cancelled before its turn, it is not."""
        pool = self._pool
        if pool is None or self._process != os.getpid():
            pool = self._pool = ThreadPoolExecutor(self._count, self._name)
            self._process = os.getpid()
        call = partial(copy_context().run, partial(work, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(pool, call)


class Turns:
    """Gives one slice of long work in each turn of an event loop, to one operation after another.

    So what others wait for does not grow with the number of long operations, and none of these
    gets ahead by waiting in many places.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._queue: deque[Budget] = deque()
        self._is_scheduled = False

    @property
    def are_over(self) -> bool:
        """Whether no operation waits for its turn."""
        return not self._queue

    async def next(self, budget: Budget) -> None:
        """Waits until it is this operation's turn."""
        future: asyncio.Future[None] = self._loop.create_future()
        if not budget.waiting:
            budget.waiting = deque()
            self._queue.append(budget)
        budget.waiting.append(future)
        self._schedule()
        await future

    def _schedule(self) -> None:
        if not self._is_scheduled:
            self._is_scheduled = True
            self._loop.call_soon(self._give)

    def _give(self) -> None:
        self._is_scheduled, is_given = False, False
        while self._queue and not is_given:
            budget = self._queue.popleft()
            is_given = given(budget.waiting)
            if budget.waiting:
                self._queue.append(budget)
        if self._queue:
            self._schedule()


def given(waiting: deque[asyncio.Future[None]] | None) -> bool:
    """Wakes the first that still waits; whether there was one."""
    while waiting:
        future = waiting.popleft()
        if not future.done():
            future.set_result(None)
            return True
    return False


TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def turns_of(loop: asyncio.AbstractEventLoop) -> Turns:
    turns = TURNS.get(loop)
    if turns is None:
        turns = TURNS[loop] = Turns(loop)
    return turns


class SharedWork(Generic[Result]):
    """Work that several may wait for: each of them takes it further, and nobody begins anew."""

    def __init__(self, work: Work[Result]) -> None:
        self._work = work
        self._results: list[Result] = []
        self._error: Exception | None = None
        self._lock = Lock()

    def steps(self) -> Work[Result]:
        """What is left of the work."""
        while not self._results:
            with self._lock:
                self._step()
            yield
        return self._results[0]

    def _step(self) -> None:
        if self._error is not None:
            raise self._error
        if not self._results:
            try:
                next(self._work)
            except StopIteration as end:
                self._results.append(end.value)
            except Exception as error:
                self._error = error
                raise

"""The current library, the differences between recent revisions, and the stream of changes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Self

from msgspec import Struct

from gql_content.library import Diff, Library, diff
from gql_content.pacing import paced
from gql_content.query import ArticleFilter, narrowed
from gql_content.sources.ports import Change, Content, Repository

__all__ = ["LibraryChanges", "Publication"]


MOST_REMEMBERED = 20_000  # articles in all differences together
DIFFERENCE = 20  # articles that a difference weighs as much as, so that empty ones are bounded too


class Step(Struct, frozen=True):
    """One library after another: the revision it came after, and what it changed."""

    since: str
    diff: Diff


class History:
    """How the current library came about, as far back as a bounded memory goes.

    It holds the articles that changed and no library, so what it costs is known, however many
    readers stand however far back.
    """

    def __init__(self) -> None:
        self._steps: deque[Step] = deque()
        self._weight = 0

    def add(self, seen: Library, current: Library) -> None:
        """Remembers the step from one library to the next."""
        step = Step(seen.revision, diff(seen, current))
        self._steps.append(step)
        self._weight += weight(step)
        while self._weight > MOST_REMEMBERED:
            self._weight -= weight(self._steps.popleft())

    def since(self, revision: str) -> Diff | None:
        """What has changed since a revision, the latest time it was current; None if forgotten."""
        following: list[Diff] = []
        for step in reversed(self._steps):
            following.append(step.diff)
            if step.since == revision:
                return joined(following[::-1])
        return None


def weight(step: Step) -> int:
    return len(step.diff) + DIFFERENCE


def joined(diffs: list[Diff]) -> Diff:
    whole, *others = diffs
    for one in others:
        whole = whole.then(one)
    return whole


class Publication:
    """The current library, how it came about, and those who wait for the next one."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.loaded_at = datetime.now(UTC)
        self._replaced = asyncio.Event()
        self._history = History()

    def publish(self, library: Library) -> None:
        """Makes `library` the current one."""
        replaced, self._replaced = self._replaced, asyncio.Event()
        self._history.add(self.library, library)
        self.library, self.loaded_at = library, datetime.now(UTC)
        replaced.set()

    def changed_since(self, revision: str) -> Diff | None:
        """See `Repository.changed_since`."""
        return Diff() if revision == self.library.revision else self._history.since(revision)

    async def libraries(self) -> AsyncIterator[Library]:
        """See `Repository.libraries`."""
        while True:
            replaced = self._replaced
            yield self.library  # It is not kept here: who waits must not hold an old one.
            await replaced.wait()


class Place(Struct, frozen=True):
    """Where a reader stands: what it was told, and up to where nothing else concerned it."""

    told: str | None
    seen: str | None
    is_first: bool = False


class LibraryChanges:
    """`Changes` out of the libraries of a repository.

    Between two changes it keeps revisions and no library, so a reader who is slow costs no memory.
    """

    def __init__(
        self,
        repository: Repository,
        pin: Callable[[Repository], Content],
        condition: ArticleFilter,
        since: str | None,
    ) -> None:
        self._repository = repository
        self._pin = pin
        self._condition = condition
        self._place = self._former = Place(told=since, seen=since, is_first=True)
        self._is_rewound = False
        self._libraries = repository.libraries()

    def __aiter__(self) -> Self:
        """See `Changes`, here and below."""
        return self

    async def __anext__(self) -> Change:
        while True:
            if not self._is_rewound:
                await anext(self._libraries)
            self._is_rewound = False
            change = await self._change()
            if change is not None:
                return change

    def rewind(self) -> None:
        self._place, self._is_rewound = self._former, True

    async def _change(self) -> Change | None:
        """The change up to the current library, None where it does not concern the reader."""
        place, content = self._place, self._pin(self._repository)
        found = self._found(place.seen)
        diff = Diff() if found is None else await self._concerning(found)
        if not (diff or found is None or place.is_first):
            self._place = Place(told=place.told, seen=content.revision)
            return None
        self._former, self._place = place, Place(told=content.revision, seen=content.revision)
        return Change(content, place.told, diff, is_complete=found is not None)

    def _found(self, seen: str | None) -> Diff | None:
        return Diff() if seen is None else self._repository.changed_since(seen)

    async def _concerning(self, diff: Diff) -> Diff:
        return await paced(narrowed(diff, self._condition))

from collections import deque

from msgspec import Struct

from gql_content.library import Diff, Library, diff

__all__ = ["History"]

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

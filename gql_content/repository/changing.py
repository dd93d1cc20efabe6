from collections.abc import Callable
from typing import Self

from msgspec import Struct

from gql_content.library import Diff
from gql_content.listing import ArticleFilter, narrowed
from gql_content.pacing import paced
from gql_content.repository.content import Change, Content
from gql_content.repository.port import Repository

__all__ = ["LibraryChanges"]


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

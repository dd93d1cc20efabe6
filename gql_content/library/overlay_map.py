"""A persistent map: an immutable base and a small overlay of changes."""

from collections.abc import Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from typing import Any, Final, TypeVar, cast

__all__ = ["Layered"]


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

MOST_ABOVE = 512  # changes that lie above a base before both become one again

GONE: Final[Any] = object()
NOTHING: Final[Any] = object()


class Layered(Mapping[Key, Value]):
    """A mapping that never changes, and from which the next is made at the cost of what differs.

    What differs lies above a base that both share; when much has gathered there, it is put into a
    base of its own.
    """

    __slots__ = ("_above", "_base", "_length")

    def __init__(self, base: Mapping[Key, Value]) -> None:
        self._base = base
        self._above: dict[Key, Value] = {}
        self._length = len(base)

    def changed(self, put: Mapping[Key, Value], gone: Iterable[Key] = ()) -> "Layered[Key, Value]":
        """This mapping with other values for some keys and without others, which it must have."""
        dropped = dict.fromkeys(gone, cast("Value", GONE))
        following: Layered[Key, Value] = Layered(self._base)
        following._above = {**self._above, **dropped, **put}
        following._length = self._length - len(dropped) + sum(key not in self for key in put)
        if len(following._above) <= MOST_ABOVE:
            return following
        return Layered(dict(following.items()))

    def keys_apart_from(self, other: "Layered[Key, Value]") -> Iterable[Key]:
        """The keys that may have another value there, or be missing in one of the two."""
        if self._base is other._base:  # noqa: SLF001 - of this very class
            return self._above.keys() | other._above.keys()  # noqa: SLF001
        return self.keys() | other.keys()

    def __getitem__(self, key: Key) -> Value:
        value = self.get(key, NOTHING)
        if value is NOTHING:
            raise KeyError(key)
        return value

    def get(self, key: Key, default: Any = None) -> Any:
        value = self._above.get(key, NOTHING)
        if value is NOTHING:
            return self._base.get(key, default)
        return default if value is GONE else value

    def __contains__(self, key: object) -> bool:
        return self.get(cast("Key", key), NOTHING) is not NOTHING

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Key]:
        return (key for key, _ in self.rows())

    def items(self) -> ItemsView[Key, Value]:
        return Items(self)

    def values(self) -> ValuesView[Value]:
        return Values(self)

    def rows(self) -> Iterator[tuple[Key, Value]]:
        """Each key with its value: those of the base in its order, then those that are new."""
        return self._merged() if self._above else iter(self._base.items())

    def _merged(self) -> Iterator[tuple[Key, Value]]:
        above = self._above
        for key, value in self._base.items():
            if key not in above:
                yield key, value
            elif (other := above[key]) is not GONE:
                yield key, other
        yield from ((key, above[key]) for key in above if key not in self._base and key in self)


class Items(ItemsView[Key, Value]):
    """Iterates without looking each key up."""

    def __init__(self, layered: Layered[Key, Value]) -> None:
        super().__init__(layered)
        self._layered = layered

    def __iter__(self) -> Iterator[tuple[Key, Value]]:
        return self._layered.rows()


class Values(ValuesView[Value]):
    """Iterates without looking each key up."""

    def __init__(self, layered: Layered[Any, Value]) -> None:
        super().__init__(layered)
        self._layered = layered

    def __iter__(self) -> Iterator[Value]:
        return (value for _, value in self._layered.rows())

"""Names of rooms that are imported when they are first asked for: a warm start asks for few."""

from collections.abc import Callable, Collection
from importlib import import_module

__all__ = ["deferred"]


def deferred(room: str, **parts: Collection[str]) -> Callable[[str], object]:
    """A `__getattr__` for a room: in which of its files the names lie (PEP 562).

    A file cannot have the name of what lies in it: once imported, it would stand in its place.
    """
    places = {name: f"{room}.{part}" for part, names in parts.items() for name in names}
    if shared := places.keys() & parts.keys():
        raise ValueError(
            f"{room}: rename {', '.join(shared)}.py, which has the name of its content"
        )

    def __getattr__(name: str) -> object:  # noqa: N807 - what Python calls it in a module
        if name not in places:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(places[name]), name)

    return __getattr__

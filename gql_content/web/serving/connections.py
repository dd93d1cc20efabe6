"""Who is connected, and who makes room for the next."""

from typing import Generic, Protocol, TypeVar

__all__ = ["Connections", "Resting"]

TRUSTED = ""
"""Stands for the address of a proxy: the connections of many clients, of which each is counted
where it is known by its own address.
"""


class Resting(Protocol):
    """A connection, as far as its place depends on it."""

    @property
    def since(self) -> float:
        """Since when it has been idle or slow, in seconds of the event loop's clock."""
        ...


C = TypeVar("C", bound=Resting)


class Line(Generic[C]):
    """The connections of one address: how many there are, and which of them rest."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.held = 0
        # When each one began to rest, as far as has been noticed, the first one first.
        self.resting: dict[C, float] = {}

    def longest(self, newest: C) -> C | None:
        """Who has rested the longest. Who was busy meanwhile goes to the end."""
        for connection, noticed in list(self.resting.items()):
            if connection is newest:
                continue
            if connection.since <= noticed:
                return connection
            del self.resting[connection]
            self.resting[connection] = connection.since
        others = (one for one in self.resting if one is not newest)
        return min(others, key=lambda one: one.since, default=None)


class Connections(Generic[C]):
    """The connections of a process: at most `most`, and half of those of one address.

    A connection rests while it is idle, or while the service waits for its client: for a head, for
    a body, or until an answer is taken. One too many takes the place of the one that has rested the
    longest, of the address that has most of those. Where nobody rests, it has no place itself.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._most_of_one = max(1, most // 2)
        self._lines: dict[str, Line[C]] = {}
        self._places: dict[C, Line[C]] = {}

    def add(self, connection: C, address: str) -> None:
        """Adds a connection of an address; `TRUSTED` has no bound of its own."""
        line = self._lines.setdefault(address, Line(address))
        self._places[connection] = line
        line.held += 1

    def remove(self, connection: C) -> None:
        """Forgets a connection; does nothing where it has been forgotten already."""
        line = self._places.pop(connection, None)
        if line is None:
            return
        line.resting.pop(connection, None)
        line.held -= 1
        if not line.held:
            del self._lines[line.address]

    def rest(self, connection: C) -> None:
        """Notes that a connection rests; does nothing where it does so already."""
        line = self._places.get(connection)
        if line is not None:
            line.resting.setdefault(connection, connection.since)

    def work(self, connection: C) -> None:
        """Notes that a connection does not rest."""
        line = self._places.get(connection)
        if line is not None:
            line.resting.pop(connection, None)

    def too_many_because_of(self, newest: C) -> C | None:
        """The connection that has to go, now that there is one more; None if none has to."""
        line = self._places[newest]
        if line.address != TRUSTED and line.held > self._most_of_one:
            return line.longest(newest) or newest
        if len(self._places) <= self._most:
            return None
        # Proxies come last: they hold most of the connections, and rightly.
        crowd = sorted(
            self._lines.values(), key=lambda one: (one.address == TRUSTED, -len(one.resting))
        )
        return next(filter(None, (one.longest(newest) for one in crowd)), newest)

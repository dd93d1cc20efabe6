"""Who is connected, and who makes room for the next."""

from collections import Counter
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


class Connections(Generic[C]):
    """The connections of a process: at most `most`, and half of those of one address.

    A connection rests while it is idle, or while the service waits for its client: for a head, for
    a body, or until an answer is taken. One too many takes the place of the one that has rested the
    longest, of the address that has most of those. Where nobody rests, it has no place itself.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.most_of_one = max(1, most // 2)
        self._addresses: dict[C, str] = {}
        self._held: Counter[str] = Counter()
        # By address: when each one began to rest, as far as has been noticed, the first one first.
        self._resting: dict[str, dict[C, float]] = {}

    def add(self, connection: C, address: str) -> None:
        """Adds a connection of an address; `TRUSTED` has no bound of its own."""
        self._addresses[connection] = address
        self._held[address] += 1

    def remove(self, connection: C) -> None:
        """Forgets a connection; does nothing where it has been forgotten already."""
        if connection not in self._addresses:
            return
        self.work(connection)
        address = self._addresses.pop(connection)
        self._held[address] -= 1
        if not self._held[address]:
            del self._held[address]

    def rest(self, connection: C) -> None:
        """Notes that a connection rests; does nothing where it does so already."""
        address = self._addresses.get(connection)
        if address is not None:
            self._resting.setdefault(address, {}).setdefault(connection, connection.since)

    def work(self, connection: C) -> None:
        """Notes that a connection does not rest."""
        resting = self._resting.get(self._addresses.get(connection, TRUSTED), {})
        if resting.pop(connection, None) is not None and not resting:
            del self._resting[self._addresses[connection]]

    def too_many_because_of(self, newest: C) -> C | None:
        """The connection that has to go, now that there is one more; None if none has to."""
        address = self._addresses[newest]
        if address != TRUSTED and self._held[address] > self.most_of_one:
            return self._longest(address, newest) or newest
        if len(self._addresses) <= self._most:
            return None
        # Proxies come last: they hold most of the connections, and rightly.
        crowd = sorted(self._resting, key=lambda one: (one == TRUSTED, -len(self._resting[one])))
        return next(filter(None, (self._longest(one, newest) for one in crowd)), newest)

    def _longest(self, address: str, newest: C) -> C | None:
        """Who has rested the longest. Who was busy meanwhile goes to the end of the line."""
        resting = self._resting.get(address, {})
        for connection, noticed in list(resting.items()):
            if connection is newest:
                continue
            if connection.since <= noticed:
                return connection
            del resting[connection]
            resting[connection] = connection.since
        others = (one for one in resting if one is not newest)
        return min(others, key=lambda one: one.since, default=None)

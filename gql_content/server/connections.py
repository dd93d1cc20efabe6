"""Connections: who is connected, who makes room for the next, and how slow clients are cut off."""

import fcntl
import socket
import struct
import termios
from asyncio import TimerHandle, Transport
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

__all__ = ["TRUSTED", "Connections", "Reader", "cut_off"]


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


LEAST = 1_000  # bytes a second that a client has to take
INT = struct.Struct("i")
AT_ONCE = struct.pack("ii", 1, 0)


class Reader:
    """The client of one connection. While it is watched, it has to take something every so many
    seconds; who takes nothing, or hardly anything, is cut off.
    """

    def __init__(
        self,
        transport: Transport,
        seconds: float,
        later: Callable[..., TimerHandle],
    ) -> None:
        self._transport = transport
        self._seconds = seconds
        self._later = later
        self._timer: TimerHandle | None = None
        self._untaken = 0

    def watch(self) -> None:
        """Begins to look, unless this has begun; it ends by itself once all has been taken."""
        if self._timer is None and self._transport.get_write_buffer_size():
            self._look_later(untaken(self._transport))

    def rest(self) -> None:
        """Ends looking."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look_later(self, left: int) -> None:
        self._untaken = left
        self._timer = self._later(self._seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        left = untaken(self._transport)
        if not self._transport.get_write_buffer_size():
            return
        if self._untaken - left < LEAST * self._seconds:
            cut_off(self._transport)
        else:
            self._look_later(left)


def untaken(transport: Transport) -> int:
    """Bytes that the client has not received: those that wait here, and in the system.

    The system takes more in large parts only, seconds apart for who reads slowly.
    """
    waiting = transport.get_write_buffer_size()
    connection = transport.get_extra_info("socket")
    try:
        there = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, INT.pack(0))
    except (OSError, ValueError, AttributeError):  # closed, or of a kind that does not tell
        return waiting
    return waiting + INT.unpack(there)[0]


def cut_off(transport: Transport) -> None:
    """Ends a connection together with what the system still has to send, or would have for long."""
    connection = transport.get_extra_info("socket")
    with (
        suppress(OSError, ValueError, AttributeError),
        socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as same,
    ):
        same.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    transport.abort()

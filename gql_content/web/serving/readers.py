"""How clients take what is sent to them."""

import fcntl
import socket
import struct
import termios
from asyncio import TimerHandle, Transport
from collections.abc import Callable
from contextlib import suppress

__all__ = ["Reader", "cut_off"]

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

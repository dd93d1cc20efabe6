import io
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import BinaryIO

__all__ = ["Sink"]

FULL = 64 * 1024
MOST = 1024 * 1024  # bytes that wait for a slow reader; what comes beyond is lost
LATEST_SECONDS = 0.1
LAST_SECONDS = 1.0
WHOLE = 4096  # so many bytes a pipe takes in one piece, whoever else writes into it


class Sink:
    """Where lines go, each whole. Those of requests go together: a call for each costs too much.

    Nobody waits for a reader that does not read. What it leaves waits for it within a bound, and
    beyond that `lost` makes the line that tells how many are missing.
    """

    def __init__(self, stream: BinaryIO, lost: Callable[[int], bytes]) -> None:
        self._stream = stream
        self._lost = lost
        self._waiting = bytearray()
        self._missing = 0
        self._is_due = False
        self._lock = threading.RLock()
        self._room, self._longest = room_in(stream), WHOLE if has_descriptor(stream) else MOST

    def write(self, line: bytes) -> None:
        """Writes a line now, after those that wait."""
        self._put(line)
        self.flush()

    def collect(self, line: bytes) -> None:
        """Writes a line soon; called in a running loop."""
        self._put(line)
        if len(self._waiting) > FULL:
            self.flush()
        self._come_back()

    def flush(self) -> None:
        """Writes what waits, as far as there is room; where nobody reads any more, it is lost."""
        with self._lock:
            self._write(0)
            if self._waiting:
                self._come_back()

    def close(self) -> None:
        """Writes what waits, and gives a slow reader a last moment to make room."""
        with self._lock:
            self._write(LAST_SECONDS)

    def _put(self, line: bytes) -> None:
        with self._lock:
            if len(self._waiting) + len(line) > MOST:
                self._missing += 1
                return
            if self._missing:
                self._waiting += self._lost(self._missing) + b"\n"
                self._missing = 0
            self._waiting += line
            self._waiting += b"\n"

    def _write(self, seconds: float) -> None:
        until, written = monotonic() + seconds, 0
        try:
            for piece in pieces(self._waiting, self._longest):
                if not self._room(max(0, until - monotonic())):
                    break
                self._stream.write(piece)
                self._stream.flush()
                written += len(piece)
        except (OSError, ValueError):
            written = len(self._waiting)
        if written:
            del self._waiting[:written]

    def _come_back(self) -> None:
        """Has a flush come soon; outside of a loop, the next line brings it."""
        if self._is_due:
            return
        import asyncio  # A log begins before all else, and there is time for this later.

        with suppress(RuntimeError):
            asyncio.get_running_loop().call_later(LATEST_SECONDS, self._back)
            self._is_due = True

    def _back(self) -> None:
        self._is_due = False
        self.flush()


def room_in(stream: BinaryIO) -> Callable[[float], bool]:
    """Tells whether a stream takes a piece, waiting so many seconds for it at most."""
    if not has_descriptor(stream):
        return lambda _: True
    asked = select.poll()
    asked.register(stream.fileno(), select.POLLOUT)
    return lambda seconds: bool(asked.poll(seconds * 1000))


def has_descriptor(stream: BinaryIO) -> bool:
    try:
        return stream.fileno() >= 0
    except (OSError, io.UnsupportedOperation):
        return False


def pieces(lines: bytearray, longest: int) -> Iterator[bytearray]:
    """Whole lines, as many as no line of another worker can come between; or part of a long one."""
    begin = 0
    while begin < len(lines):
        end = lines.rfind(b"\n", begin, begin + WHOLE) + 1
        end = end or min(lines.index(b"\n", begin) + 1, begin + longest)
        yield lines[begin:end]
        begin = end

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

__all__ = ["Sink"]

FULL = 64 * 1024
LATEST_SECONDS = 0.1
WHOLE = 4096  # so many bytes a pipe takes in one piece, whoever else writes into it


class Sink:
    """Where lines go, each whole. Those of requests go together: a call for each costs too much."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting = bytearray()
        self._lock = threading.Lock()

    def write(self, line: bytes) -> None:
        """Writes a line now, after those that wait."""
        self._put(line)
        self.flush()

    def collect(self, line: bytes) -> None:
        """Writes a line soon; called in a running loop."""
        if not self._waiting:
            asyncio.get_running_loop().call_later(LATEST_SECONDS, self.flush)
        self._put(line)
        if len(self._waiting) > FULL:
            self.flush()

    def flush(self) -> None:
        """Writes what waits; where nobody reads any more, it is lost."""
        with self._lock:
            waiting, self._waiting = self._waiting, bytearray()
            with suppress(OSError, ValueError):
                for piece in pieces(waiting):
                    self._stream.write(piece)
                    self._stream.flush()

    def _put(self, line: bytes) -> None:
        with self._lock:
            self._waiting += line
            self._waiting += b"\n"


def pieces(lines: bytearray) -> Iterator[bytearray]:
    """Whole lines, as many as the lines of other workers cannot come between."""
    begin = 0
    while begin < len(lines):
        end = lines.rfind(b"\n", begin, begin + WHOLE) + 1 or lines.index(b"\n", begin) + 1
        yield lines[begin:end]
        begin = end

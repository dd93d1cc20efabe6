"""Writes to a file descriptor in a thread, in bounded memory: a blocked reader blocks nobody."""

import io
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import BinaryIO

__all__ = ["MAX_BUFFERED_BYTES", "BufferedWriter"]


FLUSH_BYTES = 64 * 1024
MAX_BUFFERED_BYTES = 1024 * 1024  # buffered for a slow reader; further lines are dropped
FLUSH_DELAY_SECONDS = 0.1
CLOSE_TIMEOUT_SECONDS = 1.0
ATOMIC_WRITE_BYTES = 4096  # PIPE_BUF of Linux: writes up to this size are atomic


class BufferedWriter:
    """Writes lines to a stream, each atomically; frequent lines are buffered to save system calls.

    A slow reader does not block the service: lines for it are buffered up to a limit. Lines beyond
    that are dropped, and `render_lost` makes a line with their number.
    """

    def __init__(self, stream: BinaryIO, render_lost: Callable[[int], bytes]) -> None:
        self._stream = stream
        self._render_lost = render_lost
        self._buffer = bytearray()
        self._lost_count = 0
        self._is_flush_scheduled = False
        self._lock = threading.RLock()
        self._can_write = make_writable_check(stream)
        self._max_chunk_bytes = ATOMIC_WRITE_BYTES if has_descriptor(stream) else MAX_BUFFERED_BYTES

    def write(self, line: bytes) -> None:
        """Writes a line immediately, after the buffered ones."""
        self._append(line)
        self.flush()

    def write_buffered(self, line: bytes) -> None:
        """Writes a line soon; requires a running event loop."""
        self._append(line)
        if len(self._buffer) > FLUSH_BYTES:
            self.flush()
        self._schedule_flush()

    def flush(self) -> None:
        """Writes buffered lines as far as possible; drops them if the reader has gone away."""
        with self._lock:
            self._write(0)
            if self._buffer:
                self._schedule_flush()

    def close(self) -> None:
        """Writes buffered lines, waiting briefly for a slow reader."""
        with self._lock:
            self._write(CLOSE_TIMEOUT_SECONDS)

    def _append(self, line: bytes) -> None:
        with self._lock:
            if len(self._buffer) + len(line) > MAX_BUFFERED_BYTES:
                self._lost_count += 1
                return
            if self._lost_count:
                self._buffer += self._render_lost(self._lost_count) + b"\n"
                self._lost_count = 0
            self._buffer += line
            self._buffer += b"\n"

    def _write(self, seconds: float) -> None:
        deadline, written = monotonic() + seconds, 0
        try:
            for chunk in split_chunks(self._buffer, self._max_chunk_bytes):
                if not self._can_write(max(0, deadline - monotonic())):
                    break
                self._stream.write(chunk)
                self._stream.flush()
                written += len(chunk)
        except (OSError, ValueError):
            written = len(self._buffer)
        if written:
            del self._buffer[:written]

    def _schedule_flush(self) -> None:
        """Schedules a flush; without an event loop, the next line flushes."""
        if self._is_flush_scheduled:
            return
        import asyncio  # Imported late: logging starts before anything else.

        with suppress(RuntimeError):
            asyncio.get_running_loop().call_later(FLUSH_DELAY_SECONDS, self._flush_scheduled)
            self._is_flush_scheduled = True

    def _flush_scheduled(self) -> None:
        self._is_flush_scheduled = False
        self.flush()


def make_writable_check(stream: BinaryIO) -> Callable[[float], bool]:
    """A function that waits up to the given seconds until a stream is writable."""
    if not has_descriptor(stream):
        return lambda _: True
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return lambda seconds: bool(poll.poll(seconds * 1000))


def has_descriptor(stream: BinaryIO) -> bool:
    try:
        return stream.fileno() >= 0
    except (OSError, io.UnsupportedOperation):
        return False


def split_chunks(lines: bytearray, max_bytes: int) -> Iterator[bytearray]:
    """Splits lines into chunks: whole lines that are written atomically, or parts of long ones."""
    start = 0
    while start < len(lines):
        end = lines.rfind(b"\n", start, start + ATOMIC_WRITE_BYTES) + 1
        end = end or min(lines.index(b"\n", start) + 1, start + max_bytes)
        yield lines[start:end]
        start = end

"""Messages on a pipe, each behind its length."""

from typing import BinaryIO

__all__ = ["read_frame", "write_frame"]

LENGTH_BYTES = 8


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end."""
    length = stream.read(LENGTH_BYTES)
    return stream.read(int.from_bytes(length, "big")) if length else None


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Sends a message."""
    stream.write(len(message).to_bytes(LENGTH_BYTES, "big") + message)
    stream.flush()

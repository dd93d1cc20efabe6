"""The pipe to the process that started this one: messages on it, each behind its length."""

import os
import select
from _thread import start_new_thread  # a scan is over before `threading` is imported
from typing import BinaryIO

__all__ = ["end_with_parent", "read_frame", "write_frame"]

STANDARD_OUTPUT = 1
LENGTH_BYTES = 8


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message, None at the end."""
    length = stream.read(LENGTH_BYTES)
    return stream.read(int.from_bytes(length, "big")) if length else None


def write_frame(stream: BinaryIO, message: bytes) -> None:
    """Sends a message."""
    stream.write(len(message).to_bytes(LENGTH_BYTES, "big") + message)
    stream.flush()


def end_with_parent() -> None:
    """Has this process end as soon as the one that started it is gone, however that ended.

    That one alone holds the other end of our standard output. To be told so by the kernel, with
    `PR_SET_PDEATHSIG`, would need Linux, and would speak of the thread that started us.
    """
    start_new_thread(wait_for_parent, ())


def wait_for_parent() -> None:
    """A pipe without a reader is in error, which `poll` reports whatever it is asked for."""
    pipe = select.poll()
    pipe.register(STANDARD_OUTPUT, 0)
    pipe.poll()
    os._exit(1)  # What is under way is for nobody.

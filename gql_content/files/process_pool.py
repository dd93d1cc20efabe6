"""Processes that run a module of this package, and framed messages to them."""

import os
import select
import subprocess
import sys
from _thread import start_new_thread  # a scan is over before `threading` is imported
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Self, cast

__all__ = [
    "Progress",
    "end_with_parent",
    "in_processes",
    "read_frame",
    "silent",
    "start",
    "usable_cores",
    "write_frame",
]


def start(module: str, *arguments: str, stdin: int = subprocess.PIPE) -> "subprocess.Popen[bytes]":
    """Runs a module with our import path, its standard output on a pipe."""
    return subprocess.Popen(  # noqa: S603 - our own module, and paths as arguments
        [sys.executable, "-m", module, *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


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


PARSING = "gql_content.sources.file_loader"


class Worker:
    """A process that works for us, until the block ends."""

    def __init__(self, root: Path, module: str) -> None:
        self._process = start(module, str(root))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, batch: bytes) -> bytes:
        """What the process answers to a batch of work."""
        stdin, stdout = (
            cast("BinaryIO", self._process.stdin),
            cast("BinaryIO", self._process.stdout),
        )
        write_frame(stdin, batch)
        answer = read_frame(stdout)
        if answer is None:
            raise RuntimeError(f"a process that works for us has ended: {self._process.wait()}")
        return answer


def in_processes(
    root: Path, batches: Sequence[bytes], count: int, module: str = PARSING
) -> Iterator[bytes]:
    """The answer to each batch, in whatever order they are done.

    `module` is what the processes run: it reads frames, and answers each by one.
    """
    idle: SimpleQueue[Worker] = SimpleQueue()

    def ask(batch: bytes) -> bytes:
        worker = idle.get()
        try:
            return worker.ask(batch)
        finally:
            idle.put(worker)

    with ExitStack() as running:
        for _ in range(min(count, len(batches))):
            idle.put(running.enter_context(Worker(root, module)))
        threads = ThreadPoolExecutor(count, thread_name_prefix="working")
        running.callback(threads.shutdown, cancel_futures=True)
        for done in as_completed([threads.submit(ask, batch) for batch in batches]):
            yield done.result()


def usable_cores() -> int:
    """How many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Progress = Callable[[int, int], None]
"""Told how many files are done, of how many. What it raises ends the loading."""


def silent(_done: int, _total: int) -> None:
    """Tells nobody."""

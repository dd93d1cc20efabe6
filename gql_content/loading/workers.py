"""Parsing on several cores: processes of our own, since threads would share one core.

They are no children of `multiprocessing`, whose ways each break something: a fork copies the locks
of other threads, a spawn runs the main module again, and both hear the Ctrl-C that is meant for us.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Self, cast

import msgspec

from gql_content.loading.frames import read_frame, write_frame

__all__ = ["in_processes"]


class Worker:
    """A process that parses for us, until the block ends."""

    def __init__(self, root: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, and a path as an argument
            [sys.executable, "-m", "gql_content.loading.worker", str(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, paths: Sequence[str]) -> bytes:
        """The files at these paths, encoded."""
        stdin, stdout = (
            cast("BinaryIO", self._process.stdin),
            cast("BinaryIO", self._process.stdout),
        )
        write_frame(stdin, msgspec.msgpack.encode(paths))
        answer = read_frame(stdout)
        if answer is None:
            raise RuntimeError(f"a process that parses has ended: {self._process.wait()}")
        return answer


def in_processes(root: Path, batches: Sequence[Sequence[str]], count: int) -> Iterator[bytes]:
    """The files of each batch, encoded, in whatever order they are done."""
    idle: SimpleQueue[Worker] = SimpleQueue()

    def ask(paths: Sequence[str]) -> bytes:
        worker = idle.get()
        try:
            return worker.ask(paths)
        finally:
            idle.put(worker)

    with ExitStack() as running:
        for _ in range(min(count, len(batches))):
            idle.put(running.enter_context(Worker(root)))
        threads = ThreadPoolExecutor(count, thread_name_prefix="parsing")
        running.callback(threads.shutdown, cancel_futures=True)
        for done in as_completed([threads.submit(ask, batch) for batch in batches]):
            yield done.result()

"""Work on several cores: in processes, since threads would share one core."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO, Self, cast

from gql_content.loading.frames import read_frame, write_frame
from gql_content.loading.processes import start

__all__ = ["in_processes"]

PARSING = "gql_content.loading.worker"


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

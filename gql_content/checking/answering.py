"""Runs many tasks, in this process or in worker processes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gql_content.checking.examining import FileTask, TaskResult, run_task
from gql_content.loading import Progress, Reader, in_processes

__all__ = ["run_tasks", "run_tasks_inline"]

TASKS_PER_BATCH = 100
MAX_INLINE_TASKS = 60  # faster than to start a process
MAX_INLINE_FILE_BYTES = 8 * 1024  # a longer text can take too long
WORKER_MODULE = "gql_content.checking.worker"
RESULTS_DECODER = msgspec.msgpack.Decoder(list[TaskResult])


def run_tasks(
    root: Path, tasks: Sequence[FileTask], processes: int, progress: Progress
) -> Iterator[TaskResult]:
    """Yield the results in any order. A file that has changed has none."""
    small = [task for task in tasks if task.size <= MAX_INLINE_FILE_BYTES]
    if len(small) > MAX_INLINE_TASKS:
        yield from run_tasks_in_processes(root, tasks, processes, progress)
    else:
        yield from run_tasks_inline(root, small)
        large = [task for task in tasks if task.size > MAX_INLINE_FILE_BYTES]
        yield from run_tasks_in_processes(root, large, processes, progress)


def run_tasks_in_processes(
    root: Path, tasks: Sequence[FileTask], processes: int, progress: Progress
) -> Iterator[TaskResult]:
    """Yield the results of worker processes."""
    batches = [
        tasks[start : start + TASKS_PER_BATCH] for start in range(0, len(tasks), TASKS_PER_BATCH)
    ]
    requests = [msgspec.msgpack.encode(batch) for batch in batches]
    for done, results in enumerate(in_processes(root, requests, processes, WORKER_MODULE), start=1):
        progress(min(done * TASKS_PER_BATCH, len(tasks)), len(tasks))
        yield from RESULTS_DECODER.decode(results)


def run_tasks_inline(root: Path, tasks: Sequence[FileTask]) -> list[TaskResult]:
    """Run the tasks in this process."""
    reader = Reader(root)
    results = (run_task(task, reader) for task in tasks)
    return [result for result in results if result is not None]

"""Many jobs, here or in processes of their own."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from gql_content.checking.examining import Answer, Job, answer_to
from gql_content.loading import Progress, Reader, in_processes

__all__ = ["answers_here", "answers_to"]

BATCH = 100
FEW = 60  # files that are looked at sooner than a process has started
LARGE = 8 * 1024  # bytes: a longer text can be made to cost more than others should wait
WORKER = "gql_content.checking.worker"
ANSWERS = msgspec.msgpack.Decoder(list[Answer])


def answers_to(
    root: Path, jobs: Sequence[Job], processes: int, progress: Progress
) -> Iterator[Answer]:
    """The answers, in any order; a file that has changed gives none."""
    small = [job for job in jobs if job.size <= LARGE]
    if len(small) > FEW:
        yield from answers_in_processes(root, jobs, processes, progress)
    else:
        yield from answers_here(root, small)
        large = [job for job in jobs if job.size > LARGE]
        yield from answers_in_processes(root, large, processes, progress)


def answers_in_processes(
    root: Path, jobs: Sequence[Job], processes: int, progress: Progress
) -> Iterator[Answer]:
    """The answers, while the cores of this process remain for others."""
    batches = [jobs[start : start + BATCH] for start in range(0, len(jobs), BATCH)]
    asked = [msgspec.msgpack.encode(batch) for batch in batches]
    for done, answers in enumerate(in_processes(root, asked, processes, WORKER), start=1):
        progress(min(done * BATCH, len(jobs)), len(jobs))
        yield from ANSWERS.decode(answers)


def answers_here(root: Path, jobs: Sequence[Job]) -> list[Answer]:
    """The answers, given by this very process."""
    reader = Reader(root)
    answers = (answer_to(job, reader) for job in jobs)
    return [answer for answer in answers if answer is not None]

"""A process that examines files: batches of jobs come in, answers go out, each framed."""

import os
import sys
from pathlib import Path

import msgspec

from gql_content.checking.answering import answers_here
from gql_content.checking.examining import Job
from gql_content.loading import end_with_parent, read_frame, write_frame

__all__ = ["main"]

POLITENESS = 10


def main(root: Path) -> None:
    """Works until there are no more batches, behind whoever else wants the cores."""
    os.nice(POLITENESS)
    jobs = msgspec.msgpack.Decoder(list[Job])
    while (batch := read_frame(sys.stdin.buffer)) is not None:
        answers = answers_here(root, jobs.decode(batch))
        write_frame(sys.stdout.buffer, msgspec.msgpack.encode(answers))


if __name__ == "__main__":
    try:
        end_with_parent()
        main(Path(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # Else the interpreter complains of the same when it ends.

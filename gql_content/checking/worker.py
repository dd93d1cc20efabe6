"""The worker process: reads framed batches of tasks from stdin, writes framed results to stdout."""

import os
import sys
from pathlib import Path

import msgspec

from gql_content.checking.answering import run_tasks_inline
from gql_content.checking.examining import FileTask
from gql_content.loading import end_with_parent, read_frame, write_frame

__all__ = ["main"]

NICENESS = 10


def main(root: Path) -> None:
    """Run batches until stdin ends, at low CPU priority."""
    os.nice(NICENESS)
    tasks_decoder = msgspec.msgpack.Decoder(list[FileTask])
    while (batch := read_frame(sys.stdin.buffer)) is not None:
        results = run_tasks_inline(root, tasks_decoder.decode(batch))
        write_frame(sys.stdout.buffer, msgspec.msgpack.encode(results))


if __name__ == "__main__":
    try:
        end_with_parent()
        main(Path(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # else the interpreter reports the same error at exit

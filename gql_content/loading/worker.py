"""A process that parses: batches of paths come in on standard input, files go out, each framed."""

import sys
from pathlib import Path

import msgspec

from gql_content.loading.codec import encode
from gql_content.loading.frames import end_with_parent, read_frame, write_frame
from gql_content.loading.reading_files import load_here


def main(root: Path) -> None:
    """Works until there are no more batches, or nobody is there to take what they give."""
    paths = msgspec.msgpack.Decoder(list[str])
    while (batch := read_frame(sys.stdin.buffer)) is not None:
        write_frame(sys.stdout.buffer, encode(load_here(root, paths.decode(batch))))


if __name__ == "__main__":
    try:
        end_with_parent()
        main(Path(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # Else the interpreter complains of the same when it ends.

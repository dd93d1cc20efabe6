"""A process that scans: it says on standard output what it found, or nothing if it could not."""

import gc
import sys
from pathlib import Path

import msgspec

from gql_content.loading.found import Found
from gql_content.loading.frames import end_with_parent
from gql_content.loading.scanning import scan
from gql_content.loading.selection import Selection

__all__: list[str] = []


def main(root: Path, selection: Selection) -> None:
    gc.disable()  # Everything is kept until the end: to look for garbage takes a third of a scan.
    sys.stdout.buffer.write(msgspec.msgpack.encode(Found.of(scan(root, selection))))


if __name__ == "__main__":
    end_with_parent()
    main(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Selection))

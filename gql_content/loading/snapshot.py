"""A library saved for the next start. It is a cache: whatever is wrong with it, it is ignored."""

import os
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from gql_content.library import Entry, checksum
from gql_content.loading.codec import FORMAT, columns_in, encode, rows_in
from gql_content.loading.files import Loaded, Stamp
from gql_content.loading.found import BETWEEN, Found
from gql_content.loading.selection import Selection
from gql_content.loading.whole_files import write_whole
from gql_content.parsing import compute_parser_version

__all__ = ["NOTHING", "Saved", "Snapshots"]

MAGIC = b"gql-content snapshot\n"
DIGEST_SIZE = 32
CHECKSUM_SIZE = 32


class Saved(Struct, frozen=True):
    """The files that were saved, by their paths, and the checksum of them all.

    `written_stamps` are theirs as `Found` has them.
    """

    paths: list[str]
    stamps: list[Stamp]
    entries: list[Entry]
    checksum: int = 0
    written_stamps: bytes = b""

    def is_all_of(self, found: Found) -> bool:
        """Whether a scan has found these files as they were saved, and nothing else."""
        return found == Found(BETWEEN.join(self.paths), self.written_stamps)

    def files(self) -> list[Loaded]:
        """Each file."""
        return [*map(Loaded, self.paths, self.stamps, self.entries)]


NOTHING = Saved([], [], [])


class Snapshots:
    """The snapshots of one content root in a state directory."""

    def __init__(self, directory: Path, root: Path, selection: Selection) -> None:
        name = sha256(os.fsencode(os.path.abspath(root))).hexdigest()[:16]
        self.path = directory / f"{name}.snapshot"
        self._root = str(root)
        self._selection = selection

    def read(self) -> Saved:
        """What was saved, nothing where there is no snapshot that can be trusted."""
        try:
            written = self.path.read_bytes()
        except OSError:
            return NOTHING
        payload = memoryview(written)[len(MAGIC) + DIGEST_SIZE :]
        if written[: len(MAGIC) + DIGEST_SIZE] != self._header(payload):
            return NOTHING
        try:
            columns = columns_in(payload[CHECKSUM_SIZE:])
            rows = rows_in(columns)
        except (msgspec.MsgspecError, ValueError, IndexError):
            return NOTHING
        return Saved(*rows, int.from_bytes(payload[:CHECKSUM_SIZE], "big"), columns.stamps)

    def write(self, files: Sequence[Loaded]) -> None:
        """Saves these files, all or nothing; raises `OSError` where the directory takes none."""
        total = checksum((one.path, one.entry) for one in files)
        payload = total.to_bytes(CHECKSUM_SIZE, "big") + encode(files)
        write_whole(self.path, self._header(payload), payload)

    def _header(self, payload: bytes | memoryview) -> bytes:
        """Vouches for the payload and for all that it depends on."""
        digest = sha256(payload)
        made_by = (FORMAT, sys.byteorder, compute_parser_version(), self._root, self._selection)
        digest.update(msgspec.msgpack.encode(made_by))
        return MAGIC + digest.digest()

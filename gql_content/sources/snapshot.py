"""A library saved for the next start. It is a cache: whatever is wrong with it, it is ignored."""

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec import Struct

from gql_content.content import compute_parser_version
from gql_content.files import Loaded, Stamp, write_whole
from gql_content.library import Entry, checksum
from gql_content.sources.file_filter import Selection
from gql_content.sources.folder_scan import BETWEEN, Found
from gql_content.sources.last_good_versions import LastVersions, is_invalid
from gql_content.sources.snapshot_decoder import columns_in, rows_in
from gql_content.sources.snapshot_encoder import FORMAT, encode

__all__ = ["NOTHING", "Saved", "Snapshots"]


MAGIC = b"gql-content snapshot\n"
DIGEST_SIZE = 32
CHECKSUM_SIZE = 32
SHORT = 16  # digits of a digest in a name


class Saved(Struct, frozen=True):
    """The files that were saved, by their paths, and the checksum of them all.

    `written_stamps` are theirs as `Found` has them, `troubled` the places of those with problems.
    """

    paths: list[str]
    stamps: list[Stamp]
    entries: list[Entry]
    checksum: int = 0
    written_stamps: bytes = b""
    troubled: Sequence[int] = ()

    def is_all_of(self, found: Found) -> bool:
        """Whether a scan has found these files as they were saved, and nothing else."""
        return found == Found(BETWEEN.join(self.paths), self.written_stamps)

    def invalid(self) -> dict[str, Entry]:
        """The files that were invalid."""
        entries = ((self.paths[place], self.entries[place]) for place in self.troubled)
        return {path: entry for path, entry in entries if is_invalid(entry)}

    def files(self) -> list[Loaded]:
        """Each file."""
        return [*map(Loaded, self.paths, self.stamps, self.entries)]


NOTHING = Saved([], [], [])


class Snapshots:
    """The snapshot of one content root in a state directory.

    Its name comes from all that shapes it, so that services with other settings, or of another
    version, have one of their own beside it.
    """

    def __init__(self, directory: Path, root: Path, selection: Selection) -> None:
        self.directory = directory
        self._root = os.path.abspath(root)
        self._selection = selection

    @cached_property
    def path(self) -> Path:
        """Where the snapshot lies; what else is kept of the same content lies beside it."""
        shape = sha256(msgspec.msgpack.encode(self._made_by)).hexdigest()[:SHORT]
        return self.directory / f"{self.root_name}-{shape}.snapshot"

    @cached_property
    def root_name(self) -> str:
        """What the names of all files about this content root begin with."""
        return sha256(os.fsencode(self._root)).hexdigest()[:SHORT]

    @cached_property
    def last_versions(self) -> LastVersions:
        """The last good versions of files; all services of the content root share them."""
        return LastVersions(self.directory / f"{self.root_name}.versions")

    def beside(self, kind: str, made_by: str) -> Path:
        """Where something else is kept of the same content, which is made in its own way."""
        return self.path.with_suffix(f".{made_by[:SHORT]}.{kind}")

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
        total = int.from_bytes(payload[:CHECKSUM_SIZE], "big")
        troubled = [place for place, _ in columns.problems]
        return Saved(*rows, total, columns.stamps, troubled)

    def write(self, files: Sequence[Loaded]) -> None:
        """Saves these files, all or nothing; raises `OSError` where the directory takes none."""
        total = checksum((one.path, one.entry) for one in files)
        payload = total.to_bytes(CHECKSUM_SIZE, "big") + encode(files)
        write_whole(self.path, self._header(payload), payload)

    def _header(self, payload: bytes | memoryview) -> bytes:
        """Vouches for the payload and for all that it depends on."""
        digest = sha256(payload)
        digest.update(msgspec.msgpack.encode(self._made_by))
        return MAGIC + digest.digest()

    @property
    def _made_by(self) -> tuple[object, ...]:
        root = os.fsencode(self._root)
        return FORMAT, sys.byteorder, compute_parser_version(), root, self._selection

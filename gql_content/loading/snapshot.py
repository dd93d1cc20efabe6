"""A library saved for the next start. It is a cache: whatever is wrong with it, it is ignored."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from gql_content.loading.codec import FORMAT, decode, encode
from gql_content.loading.files import Loaded
from gql_content.loading.selection import Selection
from gql_content.parsing import parser_version

__all__ = ["Snapshots"]

MAGIC = b"gql-content snapshot\n"
DIGEST_SIZE = 32


class Snapshots:
    """The snapshots of one content root in a state directory."""

    def __init__(self, directory: Path, root: Path, selection: Selection) -> None:
        name = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
        self.path = directory / f"{name}.snapshot"
        self._root = str(root)
        self._selection = selection

    def read(self) -> list[Loaded]:
        """The files that were saved, none where there is no snapshot that can be trusted."""
        try:
            written = self.path.read_bytes()
        except OSError:
            return []
        payload = memoryview(written)[len(MAGIC) + DIGEST_SIZE :]
        if written[: len(MAGIC) + DIGEST_SIZE] != self._header(payload):
            return []
        try:
            return decode(payload)
        except (msgspec.MsgspecError, ValueError, IndexError):
            return []

    def write(self, files: Sequence[Loaded]) -> None:
        """Saves these files, all or nothing; raises `OSError` where the directory takes none."""
        payload = encode(files)
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
            try:
                file.write(self._header(payload))
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
                os.replace(file.name, self.path)
            except BaseException:
                with suppress(OSError):
                    os.unlink(file.name)
                raise
        sync_folder(self.path.parent)

    def _header(self, payload: bytes | memoryview) -> bytes:
        """Vouches for the payload and for all that it depends on."""
        digest = sha256(payload)
        made_by = (FORMAT, sys.byteorder, parser_version(), self._root, self._selection)
        digest.update(msgspec.msgpack.encode(made_by))
        return MAGIC + digest.digest()


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

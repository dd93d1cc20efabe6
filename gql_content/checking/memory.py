"""A cache of the findings in files by digest, saved on disk."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from gql_content.checking.examining import Anchors, FieldPosition, FileFindings, TaskResult
from gql_content.checking.version import compute_rules_version
from gql_content.loading import Snapshots, write_whole

__all__ = ["CachedFindings", "FindingsCache", "get_findings_path"]

CACHE_MAGIC = b"gql-content checks\n"
DIGEST_SIZE = 32


class CachedFindings(Struct, array_like=True):
    """The cached findings of one file at one digest."""

    digest: bytes
    findings: FileFindings | None = None
    positions: dict[str, FieldPosition] = {}
    anchors: Anchors | None = None

    def with_result(self, result: TaskResult) -> "CachedFindings":
        """Merge a result into the cached findings."""
        return CachedFindings(
            digest=self.digest,
            findings=result.findings or self.findings,
            positions={**self.positions, **result.positions},
            anchors=self.anchors if result.anchors is None else result.anchors,
        )


CACHE_DECODER = msgspec.msgpack.Decoder(dict[str, CachedFindings])


class FindingsCache:
    """The latest findings by path. `unsaved_count` is the number of changes since the last save."""

    def __init__(self, cached: dict[str, CachedFindings] | None = None) -> None:
        self._known = cached or {}
        self.unsaved_count = 0

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a saved cache. Empty if it is missing, damaged or of another version."""
        try:
            data = path.read_bytes()
        except OSError:
            return cls()
        start = len(CACHE_MAGIC) + DIGEST_SIZE
        payload = memoryview(data)[start:]
        if data[:start] != compute_header(payload):
            return cls()
        try:
            return cls(CACHE_DECODER.decode(payload))
        except msgspec.MsgspecError:
            return cls()

    def write(self, path: Path) -> None:
        """Save the cache if it has changed. Raises `OSError` if it cannot be written."""
        if self.unsaved_count:
            payload = msgspec.msgpack.encode(self._known)
            write_whole(path, compute_header(payload), payload)
            self.unsaved_count = 0

    def get(self, path: str, digest: bytes) -> CachedFindings:
        """Return the findings of a file with this digest, empty if there are none."""
        cached = self._known.get(path)
        return cached if cached is not None and cached.digest == digest else CachedFindings(digest)

    def add(self, result: TaskResult) -> None:
        """Add a result."""
        cached = self.get(result.path, result.digest)
        self._known[result.path] = cached.with_result(result)
        self.unsaved_count += 1

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files that are gone."""
        for path in paths:
            self.unsaved_count += self._known.pop(path, None) is not None

    @property
    def paths(self) -> frozenset[str]:
        """The paths with findings."""
        return frozenset(self._known)


def get_findings_path(snapshots: Snapshots) -> Path:
    """Return where the findings of these rules in the files of a snapshot are saved."""
    return snapshots.beside("checks", compute_rules_version())


def compute_header(payload: bytes | memoryview) -> bytes:
    digest = sha256(payload)
    digest.update(compute_rules_version().encode())
    return CACHE_MAGIC + digest.digest()

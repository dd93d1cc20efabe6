"""Findings by the digest of a file, for this process and saved for the next."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol, Self

import msgspec
from msgspec import Struct

from gql_content import markdown, rules
from gql_content.content import compute_parser_version
from gql_content.files import write_whole
from gql_content.package_versions import version_of
from gql_content.rules.file_findings import Anchors, FieldPosition, FileFindings, TaskResult

__all__ = ["FindingsCache", "get_findings_path"]


_RULE_DISTRIBUTIONS = ("markdown-it-py", "mdit-py-plugins", "linkify-it-py", "nh3", "rapidfuzz")


@cache
def compute_rules_version() -> str:
    """Return a digest that changes whenever the same bytes could have other findings."""
    digest = sha256(compute_parser_version().encode())
    for distribution in _RULE_DISTRIBUTIONS:
        digest.update(f"{distribution} {version_of(distribution)}\n".encode())
    packages = [Path(__file__).parent, *(Path(one.__path__[0]) for one in (rules, markdown))]
    for source in sorted(source for package in packages for source in package.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


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


class StateFiles(Protocol):
    """Where a state directory has files of other kinds beside the snapshot."""

    def beside(self, kind: str, made_by: str, /) -> Path:
        """The file of a kind, made by a version."""
        ...


def get_findings_path(snapshots: StateFiles) -> Path:
    """Return where the findings of these rules in the files of a snapshot are saved."""
    return snapshots.beside("checks", compute_rules_version())


def compute_header(payload: bytes | memoryview) -> bytes:
    digest = sha256(payload)
    digest.update(compute_rules_version().encode())
    return CACHE_MAGIC + digest.digest()

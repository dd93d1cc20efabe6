"""What has been found in files, by their digests: for this process, and saved for the next."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from gql_content.checking.examining import Anchors, Answer, Examined, Placed
from gql_content.checking.version import rules_version
from gql_content.loading import Snapshots, write_whole

__all__ = ["Known", "Memory", "findings_place"]

MAGIC = b"gql-content checks\n"
DIGEST_SIZE = 32


class Known(Struct, array_like=True):
    """What is known of one file at one digest."""

    digest: bytes
    examined: Examined | None = None
    places: dict[str, Placed] = {}
    anchors: Anchors | None = None

    def with_answer(self, answer: Answer) -> "Known":
        """All that is known now; what the answer does not speak of stays."""
        return Known(
            digest=self.digest,
            examined=answer.examined or self.examined,
            places={**self.places, **answer.places},
            anchors=self.anchors if answer.anchors is None else answer.anchors,
        )


SAVED = msgspec.msgpack.Decoder(dict[str, Known])


class Memory:
    """By path; what was known of other bytes is forgotten. `news` counts what is not saved yet."""

    def __init__(self, known: dict[str, Known] | None = None) -> None:
        self._known = known or {}
        self.news = 0

    @classmethod
    def read(cls, path: Path) -> Self:
        """What was saved there; nothing where it cannot be trusted."""
        try:
            written = path.read_bytes()
        except OSError:
            return cls()
        start = len(MAGIC) + DIGEST_SIZE
        payload = memoryview(written)[start:]
        if written[:start] != header_of(payload):
            return cls()
        try:
            return cls(SAVED.decode(payload))
        except msgspec.MsgspecError:
            return cls()

    def write(self, path: Path) -> None:
        """Saves what is new, if anything is; raises `OSError` where the folder takes none."""
        if self.news:
            payload = msgspec.msgpack.encode(self._known)
            write_whole(path, header_of(payload), payload)
            self.news = 0

    def of(self, path: str, digest: bytes) -> Known:
        """What is known of a file with these bytes."""
        known = self._known.get(path)
        return known if known is not None and known.digest == digest else Known(digest)

    def keep(self, answer: Answer) -> None:
        """Remembers an answer."""
        known = self.of(answer.path, answer.digest)
        self._known[answer.path] = known.with_answer(answer)
        self.news += 1

    def forget(self, paths: Iterable[str]) -> None:
        """Lets go of files that are gone."""
        for path in paths:
            self.news += self._known.pop(path, None) is not None

    @property
    def paths(self) -> frozenset[str]:
        """Of which files something is known."""
        return frozenset(self._known)


def findings_place(snapshots: Snapshots) -> Path:
    """Where it is saved what these rules have found in unchanged files."""
    return snapshots.beside("checks", rules_version())


def header_of(payload: bytes | memoryview) -> bytes:
    digest = sha256(payload)
    digest.update(rules_version().encode())
    return MAGIC + digest.digest()

"""The files of an index: the database and, beside it, the checksum that says it is whole."""

import fcntl
import os
import sqlite3
import weakref
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from time import monotonic, sleep

from gql_content.search.database import open_writer
from gql_content.temporary_folders import TemporaryFolder, remove_orphans

__all__ = ["Place", "merge_step", "private_place"]


PATIENCE = 300.0  # seconds for another process to build; one that hangs must not keep all waiting
PAUSE = 0.02


class Place:
    """Where an index lies; several processes may share it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.new = path.with_name(f"{path.name}.new")
        self._seal = path.with_name(f"{path.name}.seal")

    @contextmanager
    def locked(self, patience: float | None = None) -> Generator[None]:
        """Lets one writer in at a time, of all threads and processes; raises `OSError`."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._seal, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            wait_for(descriptor, PATIENCE if patience is None else patience)
            yield
        finally:
            os.close(descriptor)  # which also unlocks it

    def identity(self) -> tuple[int, int] | None:
        """Tells one file of this name from the next; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def seal(self) -> None:
        """Vouches for the index as it lies there."""
        self._seal.write_bytes(digest_of(self.path))

    def unseal(self) -> None:
        """Says that the index is about to change."""
        self._seal.write_bytes(b"")

    def is_sealed(self) -> bool:
        """Whether it is known what the index was when it was last put down."""
        return self._seal.stat().st_size > 0

    def is_as_sealed(self) -> bool:
        """Whether the index is what it was then."""
        return self._seal.read_bytes() == digest_of(self.path)

    def discard_new(self) -> None:
        """Removes what a process left that was killed while it built."""
        for path in (self.new, *journals(self.new)):
            with suppress(FileNotFoundError):
                path.unlink()

    def replace(self) -> None:
        """Gives the new index its name, and seals it."""
        sync(self.new)
        digest = digest_of(self.new)
        # The old journal must not meet the new index, nor a reader the two of them: first the old
        # index goes, then its journal, and only then is there something to open again.
        for path in (self.path, *journals(self.path)):
            with suppress(FileNotFoundError):
                path.unlink()
        self.new.replace(self.path)
        self._seal.write_bytes(digest)


def private_place() -> Place:
    """A place for this process alone, gone when it ends; and so are those of killed processes."""
    remove_orphans()
    folder = TemporaryFolder()
    place = Place(folder.path / "index")
    weakref.finalize(place, folder.remove)
    return place


def wait_for(descriptor: int, patience: float) -> None:
    until = monotonic() + patience
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                raise
            sleep(PAUSE)


def journals(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def digest_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file_digest(file, "sha256").digest()


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


PAGES_PER_STEP = 64  # of each table, which takes some hundredths of a second

# A negative number merges all segments, however few: https://sqlite.org/fts5.html, "merge".
MERGE = "INSERT INTO {0} ({0}, rank) VALUES ('merge', ?)"


def merge_step(place: Place) -> bool:
    """Merges a few pages in one short transaction; returns whether there may be more to merge."""
    with closing(open_writer(place.path)) as database:
        return any(merge_table(database, table) for table in ("words", "texts"))


def merge_table(database: sqlite3.Connection, table: str) -> bool:
    before = database.total_changes
    database.execute(MERGE.format(table), (-PAGES_PER_STEP,))
    return database.total_changes - before > 1  # the statement itself counts as one

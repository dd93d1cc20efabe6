"""Read transactions: every search sees one state of the index, whatever writers do."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from time import sleep

from gql_content.search.database import IndexDamagedError, SearchNotReadyError, open_reader
from gql_content.search.index_files import Place

__all__ = ["IndexState", "ReadTransaction", "ReaderPool"]


MAX_OPEN_ATTEMPTS = 20
OPEN_RETRY_SECONDS = 0.01  # an index that is being replaced is missing for less

SELECT_STATE = "SELECT build, step, revision, coalesce((SELECT max(id) FROM files), 0) FROM state"

FileId = tuple[int, int]
IndexState = tuple[str, int]


class ReadTransaction:
    """The index at one revision; `paths` has the path of each id, `state` is a cache key."""

    __slots__ = ("database", "paths", "revision", "state")

    def __init__(
        self, database: sqlite3.Connection, state: IndexState, revision: str, paths: list[str]
    ) -> None:
        self.database = database
        self.state = state
        self.revision = revision
        self.paths = paths


class ReaderPool:
    """A pool of read connections, each used by one thread at a time."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._idle: list[tuple[FileId, sqlite3.Connection]] = []
        self._lock = Lock()
        self._is_closed = False
        self._build = ""
        self._paths: list[str] = []

    @contextmanager
    def transaction(self) -> Generator[ReadTransaction]:
        """A transaction on the current index; raises `sqlite3.Error` if it cannot be read."""
        identity, database = self._acquire()
        is_intact = False
        try:
            database.execute("BEGIN")
            yield self._make_transaction(database)
            database.execute("COMMIT")
            is_intact = True
        finally:
            self._release(identity, database, is_intact)

    def _make_transaction(self, database: sqlite3.Connection) -> ReadTransaction:
        match database.execute(SELECT_STATE).fetchall():
            case [(str(build), int(step), str(revision), int(newest))]:
                paths = self._load_paths(database, build, newest)
                return ReadTransaction(database, (build, step), revision, paths)
            case _:
                raise IndexDamagedError

    def close(self) -> None:
        """Closes idle connections now, and the others when they are released."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for _, database in idle:
            database.close()

    def _acquire(self) -> tuple[FileId, sqlite3.Connection]:
        current = self._place.identity()
        while True:
            with self._lock:
                identity, database = self._idle.pop() if self._idle else (None, None)
            if identity is None or database is None:
                return self._open_connection()
            if current in (identity, None):
                return identity, database
            database.close()

    def _open_connection(self) -> tuple[FileId, sqlite3.Connection]:
        """A connection to a file that was not replaced while it was opened."""
        for _ in range(MAX_OPEN_ATTEMPTS):
            identity = self._place.identity()
            if identity is not None:
                database = open_reader(self._place.path)
                # The journal is opened by name, after the file: check that they belong together.
                if identity == self._place.identity():
                    return identity, database
                database.close()
            sleep(OPEN_RETRY_SECONDS)
        raise SearchNotReadyError

    def _release(self, identity: FileId, database: sqlite3.Connection, is_intact: bool) -> None:
        with self._lock:
            is_reusable = is_intact and not self._is_closed
            if is_reusable:
                self._idle.append((identity, database))
        if not is_reusable:
            database.close()

    def _load_paths(self, database: sqlite3.Connection, build: str, newest: int) -> list[str]:
        """The path of each id. Ids never change their path, so only new ones are read."""
        with self._lock:
            if build != self._build:
                self._build, self._paths = build, [""]
            paths = self._paths
            if newest >= len(paths):
                new = database.execute(
                    "SELECT id, path FROM files WHERE id >= ? ORDER BY id", (len(paths),)
                )
                for number, path in new:
                    if not isinstance(number, int) or not isinstance(path, str):
                        raise IndexDamagedError
                    paths.extend([""] * (number - len(paths)))
                    paths.append(path)
            return paths

"""Reading an index: every search sees one state of it, whatever writers do meanwhile."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock
from time import sleep

from gql_content.search.connecting import reader
from gql_content.search.errors import SearchNotReady
from gql_content.search.faults import Damaged
from gql_content.search.place import Place

__all__ = ["Readers", "Snapshot", "State"]

ATTEMPTS = 20
PAUSE = 0.01  # an index that is being replaced is away for less

STATE = "SELECT build, step, revision, coalesce((SELECT max(id) FROM files), 0) FROM state"

Identity = tuple[int, int]
State = tuple[str, int]


class Snapshot:
    """An index at one revision; `paths` holds the path of each id, `state` names it for caches."""

    __slots__ = ("database", "paths", "revision", "state")

    def __init__(
        self, database: sqlite3.Connection, state: State, revision: str, paths: list[str]
    ) -> None:
        self.database = database
        self.state = state
        self.revision = revision
        self.paths = paths


class Readers:
    """The connections that read an index, used by one thread at a time each."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._idle: list[tuple[Identity, sqlite3.Connection]] = []
        self._lock = Lock()
        self._closed = False
        self._build = ""
        self._paths: list[str] = []

    @contextmanager
    def snapshot(self) -> Generator[Snapshot]:
        """The index as it is now; raises `sqlite3.Error` where it cannot be read."""
        identity, database = self._take()
        whole = False
        try:
            database.execute("BEGIN")
            yield self._snapshot_of(database)
            database.execute("COMMIT")
            whole = True
        finally:
            self._give_back(identity, database, whole)

    def _snapshot_of(self, database: sqlite3.Connection) -> Snapshot:
        match database.execute(STATE).fetchall():
            case [(str(build), int(step), str(revision), int(newest))]:
                paths = self._paths_of(database, build, newest)
                return Snapshot(database, (build, step), revision, paths)
            case _:
                raise Damaged

    def close(self) -> None:
        """Closes what is idle now, and the rest when it becomes so."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for _, database in idle:
            database.close()

    def _take(self) -> tuple[Identity, sqlite3.Connection]:
        current = self._place.identity()
        while True:
            with self._lock:
                identity, database = self._idle.pop() if self._idle else (None, None)
            if identity is None or database is None:
                return self._open()
            if current in (identity, None):
                return identity, database
            database.close()

    def _open(self) -> tuple[Identity, sqlite3.Connection]:
        """A connection to a file that was not replaced while it was opened."""
        for _ in range(ATTEMPTS):
            identity = self._place.identity()
            if identity is not None:
                database = reader(self._place.path)
                # Its journal was opened by name, after the file itself: do they belong together?
                if identity == self._place.identity():
                    return identity, database
                database.close()
            sleep(PAUSE)
        raise SearchNotReady

    def _give_back(self, identity: Identity, database: sqlite3.Connection, whole: bool) -> None:
        with self._lock:
            keep = whole and not self._closed
            if keep:
                self._idle.append((identity, database))
        if not keep:
            database.close()

    def _paths_of(self, database: sqlite3.Connection, build: str, newest: int) -> list[str]:
        """An id belongs to one path for ever, so only new ones are read."""
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
                        raise Damaged
                    paths.extend([""] * (number - len(paths)))
                    paths.append(path)
            return paths

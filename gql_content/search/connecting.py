import sqlite3
from pathlib import Path

from gql_content.search.faults import DATABASE_ERRORS

__all__ = ["open_reader", "open_writer"]

LOCK_TIMEOUT_SECONDS = (
    10.0  # only other programs can hold this lock: our own writers queue at the seal
)


def open_writer(path: Path) -> sqlite3.Connection:
    """A read-write connection with manual transactions."""
    return open_database(path, "rwc")


def open_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection, to be used by one thread at a time; the file has been read."""
    connection = open_database(path, "ro")
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA cache_size = -8192")
        connection.execute("SELECT 1 FROM state").fetchone()
    except DATABASE_ERRORS:
        connection.close()
        raise
    return connection


def open_database(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=LOCK_TIMEOUT_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )

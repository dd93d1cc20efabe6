import sqlite3
from pathlib import Path

from gql_content.search.faults import FAULTS

__all__ = ["reader", "writer"]

SECONDS = 10.0  # for a lock that only a stranger can hold: our writers queue at the seal


def writer(path: Path) -> sqlite3.Connection:
    """A connection that may write, with transactions begun and ended by hand."""
    return connect(path, "rwc")


def reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, for one thread after the other; it has read something."""
    connection = connect(path, "ro")
    try:
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA cache_size = -8192")
        connection.execute("SELECT 1 FROM state").fetchone()
    except FAULTS:
        connection.close()
        raise
    return connection


def connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )

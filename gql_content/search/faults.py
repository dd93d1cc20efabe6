"""What an error of SQLite says about the file of an index."""

import sqlite3

__all__ = ["FAULTS", "Damaged", "is_damage"]

# The second is what an error becomes whose message quotes damaged text.
FAULTS = (sqlite3.Error, UnicodeDecodeError)

# Nothing is wrong with the file: it is in use, or this process is short of memory or descriptors.
PASSING = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_CANTOPEN,
)


class Damaged(sqlite3.DatabaseError):
    """SQLite could read the file, but it does not hold what an index holds."""


def is_damage(error: Exception) -> bool:
    """Whether the file has to be built anew before it can be read."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in PASSING

"""Classifies SQLite errors: is the index file damaged?"""

import sqlite3

__all__ = ["DATABASE_ERRORS", "IndexDamagedError", "is_corruption"]

# An error message that quotes damaged text raises a UnicodeDecodeError.
DATABASE_ERRORS = (sqlite3.Error, UnicodeDecodeError)

# The file is intact, but in use, or the process lacks memory or file descriptors.
TRANSIENT_ERROR_CODES = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_CANTOPEN,
)


class IndexDamagedError(sqlite3.DatabaseError):
    """SQLite can read the file, but its content is not that of an index."""


def is_corruption(error: Exception) -> bool:
    """Whether an error means that the file has to be rebuilt."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF not in TRANSIENT_ERROR_CODES

"""Connections to the index, its tables, its read transactions and its errors."""

import sqlite3
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from gql_content.content import compute_parser_version
from gql_content.errors import GqlContentError

__all__ = [
    "COLUMNS",
    "DATABASE_ERRORS",
    "WORD_COLUMNS",
    "IndexDamagedError",
    "SearchNotReadyError",
    "create_tables",
    "enable_automerge",
    "index_fingerprint",
    "is_corruption",
    "open_reader",
    "open_writer",
]


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


COLUMNS = ("title", "question", "description", "keywords", "headings", "answer", "body")
WORD_COLUMNS = COLUMNS[:5]

TOKENIZER = "unicode61 remove_diacritics 2"

HASH_BYTES = 16 << 20  # size of the in-memory hash table before a segment is written

INDEX_SCHEMA = f"""
CREATE TABLE state (
    made_by TEXT NOT NULL, build TEXT NOT NULL, step INTEGER NOT NULL, revision TEXT NOT NULL
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL
);
CREATE TABLE shown (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE VIRTUAL TABLE texts USING fts5(
    {", ".join(COLUMNS)}, content='shown', content_rowid='id', tokenize='porter {TOKENIZER}'
);
CREATE VIRTUAL TABLE words USING fts5(
    {", ".join(WORD_COLUMNS)}, content='shown', content_rowid='id', tokenize='{TOKENIZER}',
    detail=none, columnsize=0
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""

FINGERPRINTED_MODULES = ("database.py", "indexed_document.py", "normalization.py")


@cache
def index_fingerprint() -> str:
    """A fingerprint that changes whenever the same content could give a different index."""
    digest = sha256(f"{compute_parser_version()} {sqlite3.sqlite_version}".encode())
    for name in FINGERPRINTED_MODULES:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


def create_tables(database: sqlite3.Connection) -> None:
    """Creates the tables of an empty index, configured for bulk inserts."""
    for statement in INDEX_SCHEMA.split(";\n"):
        if statement.strip():
            database.execute(statement)
    # Few segments and no merging: a quarter faster, for twice the hash size in memory.
    for table in ("texts", "words"):
        configure_table(database, table, "hashsize", HASH_BYTES)
        configure_table(database, table, "automerge", 0)


def enable_automerge(database: sqlite3.Connection) -> None:
    """Configures a filled index for small changes."""
    for table in ("texts", "words"):
        configure_table(database, table, "automerge", 4)


def configure_table(database: sqlite3.Connection, table: str, option: str, value: int) -> None:
    statement = f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)"  # noqa: S608 - our names
    database.execute(statement, (option, value))


class SearchNotReadyError(GqlContentError):
    """The index is being built or rebuilt; everything except search works meanwhile."""

    code: ClassVar[str] = "SEARCH_NOT_READY"

    def __init__(self, done: int = 0, total: int = 0) -> None:
        progress = f": {done:,} of {total:,} articles are indexed" if total else ""
        super().__init__(f"The search index is not built yet{progress}. Retry in a few seconds.")
        self.done = done
        self.total = total

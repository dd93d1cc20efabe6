"""The tables of an index.

- `files` is small, so that comparing it with a library reads little. Ids are never reused, so that
  readers can cache their paths.
- `texts` indexes stems.
- `words` indexes the unstemmed words of the short fields, for completions and suggestions.
- `shown` holds the texts; the two FTS5 tables store no copy of them.
- `state`: `build` identifies the file, and `step` counts its changes. The revision does not suffice
  as a cache key: content that returns to an earlier revision has new ids.
"""

import sqlite3
from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content.parsing import compute_parser_version

__all__ = ["COLUMNS", "WORD_COLUMNS", "create_tables", "enable_automerge", "index_fingerprint"]

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

FINGERPRINTED_MODULES = ("tables.py", "documents.py", "letters.py", "plain.py")


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

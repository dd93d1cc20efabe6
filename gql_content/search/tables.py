"""What the file of an index holds.

`files` is small, so that comparing it with a library reads little; ids are never given out twice,
so that a reader may remember whose they are. `texts` is compared by stems. `words` holds the words
as they are written, of the short fields only: what an unfinished word may become and what a
misspelled one may have meant. Neither keeps a copy of the texts: both read them from `shown`.
`build` names one file, `step` counts the changes to it: content that returns to a former revision
has other ids than it had then.
"""

import sqlite3
from functools import cache
from hashlib import sha256
from pathlib import Path

from gql_content.parsing import compute_parser_version

__all__ = ["COLUMNS", "WORD_COLUMNS", "create", "made_by", "settle"]

COLUMNS = ("title", "question", "description", "keywords", "headings", "answer", "body")
WORD_COLUMNS = COLUMNS[:5]

LETTERS = "unicode61 remove_diacritics 2"

PIECE = 16 << 20  # bytes of an index that are written at once

TABLES = f"""
CREATE TABLE state (
    made_by TEXT NOT NULL, build TEXT NOT NULL, step INTEGER NOT NULL, revision TEXT NOT NULL
);
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, digest TEXT NOT NULL
);
CREATE TABLE shown (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE VIRTUAL TABLE texts USING fts5(
    {", ".join(COLUMNS)}, content='shown', content_rowid='id', tokenize='porter {LETTERS}'
);
CREATE VIRTUAL TABLE words USING fts5(
    {", ".join(WORD_COLUMNS)}, content='shown', content_rowid='id', tokenize='{LETTERS}',
    detail=none, columnsize=0
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""

SHAPING = ("tables.py", "documents.py", "letters.py", "plain.py")


@cache
def made_by() -> str:
    """A fingerprint that changes whenever the same content could give another index."""
    digest = sha256(f"{compute_parser_version()} {sqlite3.sqlite_version}".encode())
    for name in SHAPING:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()


def create(database: sqlite3.Connection) -> None:
    """Makes the tables of an empty index, set for taking in much at once."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            database.execute(statement)
    # Few pieces, not merged meanwhile: a quarter faster, for twice a piece in memory.
    for table in ("texts", "words"):
        configure(database, table, "hashsize", PIECE)
        configure(database, table, "automerge", 0)


def settle(database: sqlite3.Connection) -> None:
    """Sets a filled index for small changes."""
    for table in ("texts", "words"):
        configure(database, table, "automerge", 4)


def configure(database: sqlite3.Connection, table: str, option: str, value: int) -> None:
    statement = f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)"  # noqa: S608 - our names
    database.execute(statement, (option, value))

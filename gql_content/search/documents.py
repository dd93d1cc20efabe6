"""An article → what is indexed of it, and the statements that put it in and take it out."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from gql_content.model import Article, Texts
from gql_content.search.faults import Damaged
from gql_content.search.letters import as_compared, cleaned, cut
from gql_content.search.tables import COLUMNS, WORD_COLUMNS

__all__ = ["Document", "document_of", "insert", "remove"]

TABLES = {
    "files": ("id", "path", "digest"),
    "shown": ("id", *COLUMNS),
    "texts": ("rowid", *COLUMNS),
    "words": ("rowid", *WORD_COLUMNS),
}
OUT_OF = {
    table: f"INSERT INTO {table} ({table}, rowid, {', '.join(columns)}) "  # noqa: S608 - our names
    f"VALUES ('delete', ?{', ?' * len(columns)})"
    for table, columns in (("texts", COLUMNS), ("words", WORD_COLUMNS))
}
READ = "SELECT * FROM shown WHERE id = ?"

Row = tuple[int | str, ...]


class Document(Struct, frozen=True):
    """What is indexed of an article; `digest` is empty where its texts could not be read."""

    path: str
    digest: str
    fields: tuple[str, ...]


def document_of(article: Article, texts: Texts | None) -> Document:
    """The document of an article; without texts it is found by its front matter."""
    # Its patterns take their time to be compiled, and a start needs none of them.
    from gql_content.search.plain import headings_in, plain_text

    answer = plain_text(cleaned(texts.answer or "")) if texts else ""
    body = plain_text(cleaned(texts.body or "")) if texts else ""
    question = "" if article.question == article.title else article.question
    fields = (
        cleaned(article.title),
        cleaned(question or ""),
        cleaned(article.seo.page_description or ""),
        cleaned(", ".join(article.seo.page_keywords)),
        "\n".join(headings_in(answer) + headings_in(body)),
        answer,
        body,
    )
    digest = article.source.digest.hex() if texts else ""
    return Document(article.path, digest, tuple(map(cut, fields)))


def insert(database: sqlite3.Connection, first_id: int, documents: Sequence[Document]) -> int:
    """Puts documents in, under ids from `first_id` on; tells how many."""
    numbered = list(enumerate(documents, first_id))
    shown: list[Row] = [(number, *document.fields) for number, document in numbered]
    compared = [compared_row(row) for row in shown]
    insert_rows(database, "files", [(at, one.path, one.digest) for at, one in numbered])
    insert_rows(database, "shown", shown)
    insert_rows(database, "texts", compared)
    insert_rows(database, "words", [words_of(row) for row in compared])
    return len(documents)


def insert_rows(database: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """One statement for all: it does not wait for the interpreter, which is busy, at each row."""
    columns = TABLES[table]
    row = f"({', '.join('?' * len(columns))})"
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 - our names
    into += ", ".join([row] * len(rows))
    database.execute(into, list(chain.from_iterable(rows)))


def remove(database: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Takes documents out: FTS5 has to be told what it was given."""
    for number in ids:
        found = database.execute(READ, (number,)).fetchone()
        if found is None:
            raise Damaged
        row = compared_row(found)
        database.execute(OUT_OF["texts"], row)
        database.execute(OUT_OF["words"], words_of(row))
        database.execute("DELETE FROM shown WHERE id = ?", (number,))
        database.execute("DELETE FROM files WHERE id = ?", (number,))


def compared_row(row: Row) -> Row:
    number, *fields = row
    return (number, *(as_compared(str(field)) for field in fields))


def words_of(row: Row) -> Row:
    return row[: 1 + len(WORD_COLUMNS)]

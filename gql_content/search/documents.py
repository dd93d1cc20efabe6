"""What is indexed of an article, and the statements that insert and delete it."""

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from gql_content.model import Article, Texts
from gql_content.search.faults import IndexDamagedError
from gql_content.search.letters import clean_text, normalize_text, separate_unspaced
from gql_content.search.tables import COLUMNS, WORD_COLUMNS

__all__ = ["IndexedDocument", "insert_documents", "make_document", "remove_documents"]

TABLE_COLUMNS = {
    "files": ("id", "path", "digest"),
    "shown": ("id", *COLUMNS),
    "texts": ("rowid", *COLUMNS),
    "words": ("rowid", *WORD_COLUMNS),
}
DELETE_STATEMENTS = {
    table: f"INSERT INTO {table} ({table}, rowid, {', '.join(columns)}) "  # noqa: S608 - our names
    f"VALUES ('delete', ?{', ?' * len(columns)})"
    for table, columns in (("texts", COLUMNS), ("words", WORD_COLUMNS))
}
SELECT_SHOWN = "SELECT * FROM shown WHERE id = ?"

IndexRow = tuple[int | str, ...]


class IndexedDocument(Struct, frozen=True):
    """The indexed fields of an article; `digest` is empty if its texts could not be read."""

    path: str
    digest: str
    fields: tuple[str, ...]


def make_document(article: Article, texts: Texts | None) -> IndexedDocument:
    """The document of an article; without texts it has only fields from the front matter."""
    # Imported late: compiling its patterns takes time, and start-up does not need them.
    from gql_content.search.plain import extract_headings, markdown_to_text

    answer = markdown_to_text(clean_text(texts.answer or "")) if texts else ""
    body = markdown_to_text(clean_text(texts.body or "")) if texts else ""
    question = "" if article.question == article.title else article.question
    fields = (
        clean_text(article.title),
        clean_text(question or ""),
        clean_text(article.seo.page_description or ""),
        clean_text(", ".join(article.seo.page_keywords)),
        "\n".join(extract_headings(answer) + extract_headings(body)),
        answer,
        body,
    )
    digest = article.source.digest.hex() if texts else ""
    return IndexedDocument(article.path, digest, tuple(map(separate_unspaced, fields)))


def insert_documents(
    database: sqlite3.Connection, first_id: int, documents: Sequence[IndexedDocument]
) -> int:
    """Inserts documents with ids from `first_id` on; returns their number."""
    numbered = list(enumerate(documents, first_id))
    shown: list[IndexRow] = [(number, *document.fields) for number, document in numbered]
    normalized = [normalize_row(row) for row in shown]
    insert_rows(
        database,
        "files",
        [(number, document.path, document.digest) for number, document in numbered],
    )
    insert_rows(database, "shown", shown)
    insert_rows(database, "texts", normalized)
    insert_rows(database, "words", [select_word_columns(row) for row in normalized])
    return len(documents)


def insert_rows(database: sqlite3.Connection, table: str, rows: Sequence[IndexRow]) -> None:
    """Inserts all rows with one statement, so that the GIL is taken once and not per row."""
    columns = TABLE_COLUMNS[table]
    row = f"({', '.join('?' * len(columns))})"
    into = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 - our names
    into += ", ".join([row] * len(rows))
    database.execute(into, list(chain.from_iterable(rows)))


def remove_documents(database: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Deletes documents. For external content, FTS5 needs the indexed text to delete a row."""
    for number in ids:
        shown = database.execute(SELECT_SHOWN, (number,)).fetchone()
        if shown is None:
            raise IndexDamagedError
        row = normalize_row(shown)
        database.execute(DELETE_STATEMENTS["texts"], row)
        database.execute(DELETE_STATEMENTS["words"], select_word_columns(row))
        database.execute("DELETE FROM shown WHERE id = ?", (number,))
        database.execute("DELETE FROM files WHERE id = ?", (number,))


def normalize_row(row: IndexRow) -> IndexRow:
    number, *fields = row
    return (number, *(normalize_text(str(field)) for field in fields))


def select_word_columns(row: IndexRow) -> IndexRow:
    return row[: 1 + len(WORD_COLUMNS)]

"""What is indexed of an article: its row, and the words of its text without Markdown."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from html import unescape
from itertools import chain

from msgspec import Struct

from gql_content.model import Article, Texts
from gql_content.search.database import COLUMNS, WORD_COLUMNS, IndexDamagedError
from gql_content.search.normalization import HEADING, clean_text, normalize_text, separate_unspaced

__all__ = [
    "IndexedDocument",
    "extract_headings",
    "insert_documents",
    "make_document",
    "markdown_to_text",
    "remove_documents",
]


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


FENCED = re.compile(
    r"^([ \t>]*)(`{3,}+|~{3,}+)[^\n`]*\n(.*?)(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
HEADING_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)*#{1,6}[ \t]+(.*)$", re.MULTILINE)
SETEXT_HEADING = re.compile(r"^ {0,3}([^\s|>#+*-].*)\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
LIST_MARKER = re.compile(
    r"^[ \t]*(?:>[ \t]?)*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE
)
QUOTE_MARKER = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^(?=[^|\n]*\|)(?=[^-\n]*-)[ \t|:-]+$", re.MULTILINE)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
REFERENCE = re.compile(r"!?\[([^\[\]\n]+)\]\[[^\[\]\n]*\]|\[\^[^\]\n]+\]")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(
    r"<(?P<tag>/?[A-Za-z][^<>]*)>|`[^`\n]++`"
)  # code is matched too, so that nothing in it is taken for a tag
# The character comes first and is followed by look-behinds, so that the search can scan for it.
STARS = re.compile(r"\*(?:(?<![\w*\\]\*)(?=\S)|(?<=[^\s*\\]\*)(?!\w)|(?=[ \t]*$))", re.MULTILINE)
UNDERSCORES = re.compile(r"(?<![\w\\])_+(?=\S)|(?<=[^\s\\_])_++(?!\w)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TEX_BRACKET = re.compile(r"\\[()\[\]]")

MARKED_HEADING = re.compile(f"^{HEADING}(.*)$", re.MULTILINE)


def markdown_to_text(markdown: str) -> str:
    """The plain text of `markdown`, with marked headings."""
    if "`" not in markdown and "~" not in markdown:
        return strip_blocks(markdown)
    pieces: list[str] = []
    start = 0
    for fence in FENCED.finditer(markdown):
        pieces += strip_blocks(markdown[start : fence.start()]), fence[3]
        start = fence.end()
    return "".join((*pieces, strip_blocks(markdown[start:])))


def extract_headings(plain: str) -> list[str]:
    """The headings of a plain text, in order."""
    if HEADING not in plain:
        return []
    return [heading.strip() for heading in MARKED_HEADING.findall(plain)]


def strip_blocks(text: str) -> str:
    """Removes block and inline markup from a text without fenced code."""
    if "<" in text:
        text = COMMENT.sub("", text)
    if "---" in text or "=" in text:
        text = SETEXT_HEADING.sub(r"# \1", text)
    if "---" in text or "|" in text:
        text = RULE.sub("", text)
    if "]" in text:
        text = DEFINITION.sub("", text)
    if "#" in text:
        text = HEADING_LINE.sub(mark_heading, text)
    if ">" in text:
        text = QUOTE_MARKER.sub("", text)
    return strip_inline(LIST_MARKER.sub("", text))


def strip_inline(text: str) -> str:
    """Removes inline markup."""
    if "]" in text:
        text = REFERENCE.sub(r"\1", LINK.sub(r"\1", LINK.sub(r"\1", text)))
    if "<" in text:
        text = TAG.sub(replace_tag, text)
    text = text.replace("**", "").replace("`", "").replace("|", " ").replace("$", "")
    if "~" in text:
        text = text.replace("~~", "")
    if "*" in text:
        text = STARS.sub("", text)
    if "_" in text:
        text = UNDERSCORES.sub("", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", TEX_BRACKET.sub(" ", text))
    return unescape(text) if "&" in text else text


def mark_heading(match: re.Match[str]) -> str:
    """The marked line of a heading, without closing `#` characters."""
    content = match[1].rstrip()
    stripped = content.rstrip("#")
    return HEADING + (
        stripped.rstrip() if stripped.endswith((" ", "\t")) or not stripped else content
    )


def replace_tag(match: re.Match[str]) -> str:
    """Keeps autolinks and replaces tags by a space, since the end of a block ends a word."""
    content = match["tag"]
    if content is None:
        return match[0]
    if "://" in content and content[0] != "/" and " " not in content:
        return content
    return " "

"""What can be read of one file: its article, its texts, or all as its author wrote it."""

from hashlib import sha256

from msgspec import Struct

from gql_content.model import Article, Problem, Source, Texts
from gql_content.parsing.article import article_of
from gql_content.parsing.document import Document, read_document
from gql_content.parsing.faults import as_problem
from gql_content.parsing.texts import texts_of
from gql_content.parsing.written import Written

__all__ = ["Parsed", "parse", "read_texts", "read_written"]

# Enough to mend a file by; each costs a walk through the text.
_MAX_PROBLEMS = 50


class Parsed(Struct, frozen=True):
    """What a file gives: no article where one of the problems is an error."""

    article: Article | None
    problems: tuple[Problem, ...]


def parse(path: str, data: bytes, mtime_ns: int = 0) -> Parsed:
    """Read one file. Never raises, whatever the bytes; touches nothing but its arguments."""
    document, article = _read(path, data, mtime_ns)
    if not document.faults:
        return Parsed(article, ())
    first = document.faults[:_MAX_PROBLEMS]
    problems = [as_problem(path, document.text, document.base, fault) for fault in first]
    return Parsed(article, tuple(problems))


def read_texts(path: str, data: bytes) -> Texts | None:
    """The long texts of one file, and its whole front matter; None where `parse` has no article."""
    document, article = _read(path, data, 0)
    return texts_of(document) if article else None


def read_written(path: str, data: bytes) -> Written | None:
    """One file as its author wrote it; None where `parse` has no article."""
    document, article = _read_once(path, data, 0, exact=True)
    return None if article is None else Written(document, article)


def _read(path: str, data: bytes, mtime_ns: int) -> tuple[Document, Article | None]:
    found = _read_once(path, data, mtime_ns, exact=False)
    if found[0].faults and found[0].lacks_places:
        return _read_once(path, data, mtime_ns, exact=True)
    return found


def _read_once(
    path: str, data: bytes, mtime_ns: int, *, exact: bool
) -> tuple[Document, Article | None]:
    document = read_document(data, exact=exact)
    if document.unusable:
        return document, None
    source = Source(sha256(data).digest(), len(data), mtime_ns)
    article = article_of(path, source, document)
    return document, None if document.unusable else article

"""Loaded files to columns over one table of texts, where equal texts are written once."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import nan
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from gql_content.files import Loaded
from gql_content.model import Article, Problem, RelatedLink

__all__ = ["ARTICLE_TEXTS", "FORMAT", "Columns", "encode"]


FORMAT = 7

ARTICLE_TEXTS = (
    "url",
    "article_id",
    "schema_name",
    "title",
    "article_title",
    "question",
    "author",
    "subject_name",
    "subject_slug",
    "date_format",
    "post_on_text",
    "file_name",
)
SEO_TEXTS = ("title", "page_description", "keyword_lines", "canonical_url")


class Columns(Struct, array_like=True):
    """Files in columns; texts stand as numbers in `texts`, where 0 is None.

    The columns of articles have a place only for files that are articles, `problems` and `served`
    only what differs from the usual. Links stay numbers, but not of `texts`: of `link_texts`, which
    are those that stand in links, so that no others live as long as these do.
    """

    texts: list[str | None]
    paths: bytes
    stamps: bytes
    digests: bytes
    with_article: bytes
    served: list[tuple[int, bytes]]
    problems: list[tuple[int, tuple[Problem, ...]]]
    sources: bytes
    article_texts: list[bytes]
    dates: bytes
    moments: bytes
    flags: bytes
    scores: bytes
    word_counts: bytes
    inner_link_counts: bytes
    inner_links: bytes
    image_sources: bytes
    image_alts: bytes
    seo_texts: Annotated[list[bytes], Meta(min_length=len(SEO_TEXTS), max_length=len(SEO_TEXTS))]
    link_texts: bytes
    link_counts: bytes
    links: bytes


class Texts:
    """Gives each text a number."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {None: 0}

    def column(self, values: Iterable[str | None]) -> bytes:
        """The numbers of `values`, four bytes each."""
        numbers = self.numbers
        return numbers_in("I", (numbers.setdefault(one, len(numbers)) for one in values))


def encode(files: Sequence[Loaded]) -> bytes:
    """These files as bytes."""
    texts = Texts()
    entries = [loaded.entry for loaded in files]
    articles = [entry.article for entry in entries if entry.article is not None]
    link_texts = Texts()
    links = link_texts.column(
        chain.from_iterable(texts_of(link) for article in articles for link in article.related)
    )
    columns = Columns(
        texts=[],
        paths=texts.column(loaded.path for loaded in files),
        stamps=numbers_in("q", stamps_of(files)),
        digests=b"".join(entry.digest for entry in entries),
        with_article=bytes(entry.article is not None for entry in entries),
        served=[
            (place, entry.article.source.digest)
            for place, entry in enumerate(entries)
            if entry.article is not None and entry.is_stale
        ],
        problems=[(place, entry.problems) for place, entry in enumerate(entries) if entry.problems],
        sources=numbers_in("q", chain.from_iterable(sources_of(articles))),
        article_texts=[texts.column(attributes(articles, name)) for name in ARTICLE_TEXTS],
        dates=texts.column(one.date and one.date.isoformat() for one in articles),
        moments=texts.column(one.published_at and one.published_at.isoformat() for one in articles),
        flags=bytes(map(flags_of, articles)),
        scores=numbers_in("d", (nan if one.score is None else one.score for one in articles)),
        word_counts=numbers_in("I", (one.word_count for one in articles)),
        inner_link_counts=numbers_in("I", (len(one.links) for one in articles)),
        inner_links=texts.column(chain.from_iterable(one.links for one in articles)),
        image_sources=texts.column(one.image and one.image.src for one in articles),
        image_alts=texts.column(one.image and one.image.alt for one in articles),
        seo_texts=[
            texts.column(attributes([one.seo for one in articles], name)) for name in SEO_TEXTS
        ],
        link_texts=texts.column(link_texts.numbers),
        link_counts=numbers_in("I", (len(one.related_links) for one in articles)),
        links=links,
    )
    columns.texts = list(texts.numbers)
    return msgspec.msgpack.encode(columns)


def stamps_of(files: Sequence[Loaded]) -> Iterator[int]:
    for loaded in files:
        yield loaded.stamp.size
        yield loaded.stamp.mtime_ns
        yield loaded.stamp.inode
        yield loaded.stamp.ctime_ns


def sources_of(articles: Sequence[Article]) -> Iterator[tuple[int, int]]:
    return ((article.source.size, article.source.mtime_ns) for article in articles)


def numbers_in(kind: str, numbers: Iterable[float]) -> bytes:
    return array(kind, numbers).tobytes()


def attributes(values: Iterable[object], name: str) -> Iterator[str | None]:
    return (getattr(value, name) for value in values)


def texts_of(link: RelatedLink) -> tuple[str | None, ...]:
    return link.title, link.url, link.article_id, link.subject_name


def flags_of(article: Article) -> int:
    return article.no_index | article.has_answer << 1 | article.has_body << 2

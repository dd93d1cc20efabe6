"""Columns to loaded files: whole columns are turned into values by loops in C."""

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate, compress, pairwise, repeat, starmap
from math import isnan
from typing import Any, TypeVar

import msgspec

from gql_content.files import Loaded, Stamp
from gql_content.library import Entry
from gql_content.model import (
    Article,
    Image,
    LinkTexts,
    Problem,
    RelatedLink,
    SavedLinks,
    Seo,
    Source,
)
from gql_content.sources.snapshot_encoder import ARTICLE_TEXTS, Columns

__all__ = ["columns_in", "decode", "rows_in"]


Part = TypeVar("Part")

NO_INDEX, HAS_ANSWER, HAS_BODY = (
    tuple(bool(flags & 1 << place) for flags in range(256)) for place in range(3)
)
"""By the flags of an article, as `flags_of` writes them: to look them up is a loop in C."""


def decode(written: bytes | memoryview, strings: dict[str, str] | None = None) -> list[Loaded]:
    """The files in `written`; their texts are those of `strings` where it holds equal ones.

    Raises `msgspec.DecodeError`, `ValueError` or `IndexError` on bytes that `encode` did not make.
    """
    return list(rows(Loaded, *rows_in(columns_in(written), strings)))


def columns_in(written: bytes | memoryview) -> Columns:
    """The columns in `written`; raises what `decode` does."""
    return msgspec.msgpack.decode(written, type=Columns)


def rows_in(
    columns: Columns, strings: dict[str, str] | None = None
) -> tuple[list[str], list[Stamp], list[Entry]]:
    """The paths of the files in these columns, their stamps and entries; see `decode`."""
    table = columns.texts if strings is None else shared(columns.texts, strings)
    paths = list(texts_in(columns.paths, table))
    stamps = list(rows(Stamp, *stamp_numbers(columns.stamps)))
    digests = digests_in(columns)
    articles: Iterator[Article | None] = articles_in(columns, table, digests)
    if 0 in columns.with_article:
        articles = spread(articles, columns.with_article)
    problems: Iterator[tuple[Problem, ...]] = repeat((), len(digests))
    if columns.problems:
        problems = map(dict(columns.problems).get, range(len(digests)), problems)
    entries = list(rows(Entry, digests, articles, problems))
    if not len(paths) == len(stamps) == len(entries):
        raise ValueError("The columns are not equally long.")
    return paths, stamps, entries


def spread(articles: Iterator[Article | None], with_article: bytes) -> Iterator[Article | None]:
    """An article, or None, for each file."""
    return (next(articles) if has else None for has in with_article)


def shared(texts: list[str | None], strings: dict[str, str]) -> list[str | None]:
    share = strings.setdefault
    return [None if text is None else share(text, text) for text in texts]


def rows(make: Callable[..., Part], *columns: Iterable[object]) -> Iterator[Part]:
    """A value for each row of columns; raises `ValueError` where they are not equally long."""
    return starmap(make, zip(*columns, strict=True))


def stamp_numbers(written: bytes) -> Iterator[list[int]]:
    """The sizes of some files, their mtimes, inodes and ctimes."""
    numbers = list(read("q", written))
    return (numbers[start::4] for start in range(4))


def digests_in(columns: Columns) -> list[bytes]:
    written = columns.digests
    return [written[start : start + 32] for start in range(0, len(written), 32)]


def served_digests(columns: Columns, digests: list[bytes]) -> Iterator[bytes]:
    """The digests of the versions that are served, one for each article."""
    if not columns.served:
        return compress(digests, columns.with_article)
    served = dict(columns.served)
    return (
        served.get(place, digest)
        for place, digest in enumerate(digests)
        if columns.with_article[place]
    )


def stale_flags(columns: Columns) -> Iterator[bool]:
    """Whether the version that is served is an older one, for each article."""
    if not columns.served:
        return repeat(False, sum(columns.with_article))
    served = dict(columns.served)
    return (place in served for place, has in enumerate(columns.with_article) if has)


def articles_in(
    columns: Columns, table: list[str | None], digests: list[bytes]
) -> Iterator[Article]:
    paths = texts_in(columns.paths, table)
    texts = dict(
        zip(
            ARTICLE_TEXTS,
            (texts_in(column, table) for column in columns.article_texts),
            strict=True,
        )
    )
    sizes_and_times = list(read("q", columns.sources))
    sizes, times = sizes_and_times[0::2], sizes_and_times[1::2]
    return rows(
        Article,
        compress(paths, columns.with_article),
        rows(Source, served_digests(columns, digests), sizes, times, stale_flags(columns)),
        texts["url"],
        texts["article_id"],
        texts["schema_name"],
        texts["title"],
        texts["article_title"],
        texts["question"],
        texts["author"],
        texts["subject_name"],
        texts["subject_slug"],
        map(day, texts_in(columns.dates, table)),
        map(moment, texts_in(columns.moments, table)),
        texts["date_format"],
        texts["post_on_text"],
        rows(Seo, *(texts_in(column, table) for column in columns.seo_texts)),
        map(NO_INDEX.__getitem__, columns.flags),
        map(score, read("d", columns.scores)),
        texts["file_name"],
        links_in(columns, table),
        map(HAS_ANSWER.__getitem__, columns.flags),
        map(HAS_BODY.__getitem__, columns.flags),
        read("I", columns.word_counts),
        grouped(columns.inner_link_counts, list(texts_in(columns.inner_links, table))),
        images_in(columns, table),
    )


def links_in(
    columns: Columns, table: list[str | None]
) -> Iterator[tuple[RelatedLink, ...] | SavedLinks]:
    texts, written = LinkTexts(table, read("I", columns.link_texts)), columns.links
    lengths = (count * SavedLinks.EACH for count in read("I", columns.link_counts))
    ends = [*accumulate(lengths, initial=0)]
    if ends[-1] != len(written):
        raise ValueError("The links are not as many as they should be.")
    return (
        SavedLinks(texts, written[start:end]) if start < end else ()
        for start, end in pairwise(ends)
    )


def images_in(columns: Columns, table: list[str | None]) -> Iterator[Image | None]:
    if not any(columns.image_sources):
        return repeat(None, len(columns.image_sources) // 4)
    return rows(image, texts_in(columns.image_sources, table), texts_in(columns.image_alts, table))


def read(kind: str, written: bytes) -> "array[Any]":
    numbers: array[Any] = array(kind)
    numbers.frombytes(written)
    return numbers


def texts_in(written: bytes, table: list[str | None]) -> Iterator[str]:
    """The texts of a column; which columns hold no None is for the writer to know."""
    lookup: Callable[[int], str] = table.__getitem__  # pyright: ignore[reportAssignmentType] - see above
    return map(lookup, read("I", written))


def grouped(counts: bytes, parts: list[Part]) -> Iterator[tuple[Part, ...]]:
    ends = accumulate(read("I", counts), initial=0)
    return (tuple(parts[start:end]) for start, end in pairwise(ends))


@lru_cache(maxsize=4096)
def day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


@lru_cache(maxsize=4096)
def moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


def image(src: str | None, alt: str) -> Image | None:
    return None if src is None else Image(src, alt)


def score(written: float) -> float | None:
    return None if isnan(written) else known_score(written)


@lru_cache(maxsize=4096)
def known_score(written: float) -> float:
    """Most scores are equal, and equal ones are one object."""
    return written

"""Orders and cursors. Every order ends in the url, so no two articles are equal."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import total_ordering
from operator import attrgetter
from typing import Any, Self

import msgspec
from msgspec import Struct

from gql_content.errors import BadCursor
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish

__all__ = [
    "Order",
    "OrderKey",
    "OrderTerm",
    "Ordered",
    "Sort",
    "decode_cursor",
    "encode_cursor",
    "position",
    "position_after",
    "sort_key",
]


class OrderKey(StrEnum):
    """What articles can be sorted by."""

    DATE = "date"
    TITLE = "title"
    URL = "url"
    SUBJECT = "subject"
    SCORE = "score"
    WORD_COUNT = "word_count"


class Sort(StrEnum):
    """Which way; missing values come first unless said otherwise."""

    ASC = "asc"
    DESC = "desc"
    ASC_NULLS_LAST = "asc_nulls_last"
    DESC_NULLS_LAST = "desc_nulls_last"

    @property
    def descends(self) -> bool:
        """Whether large values come first."""
        return self in {Sort.DESC, Sort.DESC_NULLS_LAST}

    @property
    def nulls_last(self) -> bool:
        """Whether missing values come last."""
        return self in {Sort.ASC_NULLS_LAST, Sort.DESC_NULLS_LAST}


class OrderTerm(Struct, frozen=True):
    """One step of an order."""

    key: OrderKey
    sort: Sort


Order = tuple[OrderTerm, ...]

Value = str | int | float
SortKey = tuple[Value | None, ...]
"""Where an article stands in an order: a value for each term, then its url."""

READ: dict[OrderKey, Callable[[Article], Value | None]] = {
    # A day counts from the first of January of the year 1, so a cursor is made of plain numbers.
    OrderKey.DATE: lambda article: None if article.date is None else article.date.toordinal(),
    OrderKey.TITLE: lambda article: article.title.casefold(),
    OrderKey.URL: lambda article: article.url,
    OrderKey.SUBJECT: lambda article: article.subject_slug,
    OrderKey.SCORE: lambda article: article.score,
    OrderKey.WORD_COUNT: lambda article: article.word_count,
}


def sort_key(article: Article, order: Order) -> SortKey:
    """Where `article` stands in `order`."""
    return (*(READ[term.key](article) for term in order), article.url)


@total_ordering
class Falling:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Falling) and self.value == other.value

    def __lt__(self, other: "Falling") -> bool:
        return other.value < self.value

    __hash__ = None  # type: ignore[assignment] - only compared


def comparable(key: SortKey, order: Order) -> tuple[Any, ...]:
    """`key` in a form whose natural order is `order`."""
    parts: list[Any] = []
    for term, value in zip(order, key, strict=False):
        parts.append((value is None) == term.sort.nulls_last)
        if value is not None:
            parts.append(Falling(value) if term.sort.descends else value)
    return (*parts, key[-1])


class Ordered:
    """Articles, of one subject or all, in an order; a `View`: a change moves only itself."""

    __slots__ = ("_order", "_subject", "articles")

    def __init__(
        self, articles: Sequence[Article], order: Order, subject: str | None = None
    ) -> None:
        self.articles = articles
        self._order = order
        self._subject = subject

    @classmethod
    def of(cls, articles: Iterable[Article], order: Order, subject: str | None = None) -> Self:
        """`articles`, all of `subject` where one is given, in `order`."""
        return finish(cls.sorted(articles, order, subject))

    @classmethod
    def sorted(
        cls, articles: Iterable[Article], order: Order, subject: str | None = None
    ) -> Work[Self]:
        """The same, step by step."""
        ranked = sorted(articles, key=attrgetter("url"))
        yield
        for place, term in enumerate(reversed(order)):
            if place or term.key is not OrderKey.URL or term.sort.descends:
                ranked = yield from sorted_by(ranked, term)
        return cls(ranked, order, subject)

    def patched(self, removed: Iterable[Article], added: Iterable[Article]) -> Self:
        """See `View`."""
        articles = list(self.articles)
        for article in filter(self._holds, removed):
            del articles[position(articles, sort_key(article, self._order), self._order)]
        for article in filter(self._holds, added):
            key = sort_key(article, self._order)
            articles.insert(position(articles, key, self._order), article)
        return type(self)(articles, self._order, self._subject)

    def _holds(self, article: Article) -> bool:
        return self._subject is None or article.subject_slug == self._subject


def position(articles: Sequence[Article], key: SortKey, order: Order) -> int:
    """How many of `articles`, which stand in `order`, come before `key`."""
    return bisect_left(articles, comparable(key, order), key=reader(order))


def position_after(articles: Sequence[Article], key: SortKey, order: Order) -> int:
    """How many of `articles`, which stand in `order`, come before or at `key`."""
    return bisect_right(articles, comparable(key, order), key=reader(order))


def reader(order: Order) -> Callable[[Article], tuple[Any, ...]]:
    return lambda article: comparable(sort_key(article, order), order)


def sorted_by(articles: Sequence[Article], term: OrderTerm) -> Work[list[Article]]:
    """One stable pass: far cheaper than one sort by keys that compare in Python."""
    values: list[Any] = []
    for batch in batches(articles):
        values += map(READ[term.key], batch)
        yield
    present = [place for place, value in enumerate(values) if value is not None]
    absent = [place for place, value in enumerate(values) if value is None]
    present.sort(key=values.__getitem__, reverse=term.sort.descends)
    yield
    places = present + absent if term.sort.nulls_last else absent + present
    return [articles[place] for place in places]


LONGEST = 256 * 1024  # as a whole request; a title of any sane length has to fit

TYPES: dict[OrderKey, tuple[type, ...]] = {
    OrderKey.DATE: (int,),
    OrderKey.TITLE: (str,),
    OrderKey.URL: (str,),
    OrderKey.SUBJECT: (str,),
    OrderKey.SCORE: (int, float),
    OrderKey.WORD_COUNT: (int,),
}

json = msgspec.json.Decoder(list[bool | int | float | str | None])


def signature(order: Order) -> str:
    """Tells the cursors of one order from those of another."""
    return ",".join(f"{term.key}:{term.sort}" for term in order)


def encode_cursor(key: SortKey, order: Order) -> str:
    """The cursor of the article that stands at `key` in `order`."""
    written = msgspec.json.encode([signature(order), *key])
    return urlsafe_b64encode(written).decode().rstrip("=")


def decode_cursor(cursor: str, order: Order) -> SortKey:
    """The sort key in a cursor, or `BadCursor` where it is none of this order's."""
    if len(cursor) > LONGEST:
        raise BadCursor(f"A cursor is at most {LONGEST} characters long.")
    try:
        padding = "=" * (-len(cursor) % 4)
        written, *key = json.decode(urlsafe_b64decode(cursor + padding))
    except (ValueError, msgspec.DecodeError):
        raise BadCursor(
            f"{shown(cursor)} is no cursor of this service: pass on a cursor unchanged, "
            "as pageInfo or an edge gave it."
        ) from None
    if written != signature(order):
        raise BadCursor(
            "This cursor was given out under another orderBy: "
            "page on with the orderBy of the first page, or start again without a cursor."
        )
    if not fits(key, order):
        raise BadCursor(f"{shown(cursor)} has been changed: pass on a cursor as it was given out.")
    return tuple(key)


def fits(key: list[Any], order: Order) -> bool:
    """Whether a decoded key has the shape of this order's keys."""
    if len(key) != len(order) + 1 or not isinstance(key[-1], str):
        return False
    return all(
        value is None or (isinstance(value, TYPES[term.key]) and not isinstance(value, bool))
        for term, value in zip(order, key, strict=False)
    )


def shown(cursor: str) -> str:
    return repr(cursor if len(cursor) <= 40 else f"{cursor[:40]}…")

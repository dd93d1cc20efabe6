"""Filters as plain values: what a caller may ask of articles. `predicates` tells what they mean.

Every field is optional and None asks nothing, so a frontend can pass its variables through.
All that is asked has to hold. A missing value equals nothing and differs from everything.
"""

from datetime import date

from msgspec import Struct

__all__ = [
    "ArticleFilter",
    "BooleanFilter",
    "DateFilter",
    "DateRange",
    "FloatFilter",
    "FloatRange",
    "IdFilter",
    "IntFilter",
    "IntRange",
    "SeoFilter",
    "StringFilter",
    "StringListFilter",
    "SubjectFilter",
]


Strings = tuple[str, ...]


class StringFilter(Struct, frozen=True, kw_only=True):
    """Conditions on one text; `ignore_case` applies to all of them."""

    eq: str | None = None
    ne: str | None = None
    in_: Strings | None = None
    not_in: Strings | None = None
    contains: str | None = None
    starts_with: str | None = None
    ends_with: str | None = None
    glob: str | None = None
    is_blank: bool | None = None
    ignore_case: bool = False


class StringListFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a list of texts, which are compared without regard to case."""

    has: str | None = None
    has_any: Strings | None = None
    has_all: Strings | None = None
    has_none: Strings | None = None
    is_empty: bool | None = None


class IdFilter(Struct, frozen=True, kw_only=True):
    """Conditions on an id."""

    eq: str | None = None
    ne: str | None = None
    in_: Strings | None = None
    not_in: Strings | None = None
    is_null: bool | None = None


class SubjectFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a subject, named by its slug or by any spelling of its name."""

    eq: str | None = None
    ne: str | None = None
    in_: Strings | None = None
    not_in: Strings | None = None
    is_null: bool | None = None


class DateRange(Struct, frozen=True, kw_only=True):
    """A span of days, both ends included."""

    start: date
    end: date


class DateFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a calendar day."""

    eq: date | None = None
    ne: date | None = None
    gt: date | None = None
    gte: date | None = None
    lt: date | None = None
    lte: date | None = None
    between: DateRange | None = None
    year: int | None = None
    is_null: bool | None = None


class FloatRange(Struct, frozen=True, kw_only=True):
    """A span of numbers, both ends included."""

    start: float
    end: float


class FloatFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a number."""

    eq: float | None = None
    ne: float | None = None
    gt: float | None = None
    gte: float | None = None
    lt: float | None = None
    lte: float | None = None
    between: FloatRange | None = None
    is_null: bool | None = None


class IntRange(Struct, frozen=True, kw_only=True):
    """A span of whole numbers, both ends included."""

    start: int
    end: int


class IntFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a whole number that every article has."""

    eq: int | None = None
    ne: int | None = None
    gt: int | None = None
    gte: int | None = None
    lt: int | None = None
    lte: int | None = None
    between: IntRange | None = None


class BooleanFilter(Struct, frozen=True, kw_only=True):
    """Conditions on a yes or no."""

    eq: bool | None = None
    ne: bool | None = None


class SeoFilter(Struct, frozen=True, kw_only=True):
    """Conditions on what search engines are told."""

    title: StringFilter | None = None
    page_description: StringFilter | None = None
    page_keywords: StringListFilter | None = None
    canonical_url: StringFilter | None = None


class ArticleFilter(Struct, frozen=True, kw_only=True):
    """Conditions on an article, combined by `and_`, `or_` and `not_` to any depth.

    An empty `and_` holds, an empty `or_` does not.
    """

    and_: "tuple[ArticleFilter, ...] | None" = None
    or_: "tuple[ArticleFilter, ...] | None" = None
    not_: "ArticleFilter | None" = None
    url: StringFilter | None = None
    path: StringFilter | None = None
    slug: StringFilter | None = None
    title: StringFilter | None = None
    question: StringFilter | None = None
    author: StringFilter | None = None
    article_id: IdFilter | None = None
    schema_name: StringFilter | None = None
    subject: SubjectFilter | None = None
    date: DateFilter | None = None
    keywords: StringListFilter | None = None
    seo: SeoFilter | None = None
    no_index: BooleanFilter | None = None
    score: FloatFilter | None = None
    word_count: IntFilter | None = None

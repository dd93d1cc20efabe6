"""How the articles of a list divide: for each field its values, and how many articles have each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from heapq import nlargest
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from gql_content.library import Library
from gql_content.listing.filters import ArticleFilter
from gql_content.listing.slices import DEFAULT_ORDER, passing
from gql_content.model import Article

__all__ = ["Facet", "FacetField", "FacetValue", "facets_of"]


class FacetField(StrEnum):
    """What articles can be divided by."""

    SUBJECT = "subject"
    AUTHOR = "author"
    KEYWORD = "keyword"
    YEAR = "year"
    MONTH = "month"
    SCHEMA = "schema"


class FacetValue(Struct, frozen=True):
    """A value as a filter takes it, a label for people, and how many articles have it."""

    value: str
    label: str
    count: int


class Facet(Struct, frozen=True):
    """The most frequent values of a field, and how many values there are in all."""

    field: FacetField
    values: tuple[FacetValue, ...]
    total: int


PAIR = 20  # what a value with its count weighs, in items of eight bytes

Counts = Mapping[str | None, int]
Count = Callable[[Sequence[Article]], Counts]
Label = Callable[[Sequence[str], Sequence[Article], Library], Iterable[str]]


def facets_of(
    library: Library,
    condition: ArticleFilter,
    fields: Iterable[FacetField],
    limit: int,
    within: frozenset[str] | None = None,
) -> tuple[Facet, ...]:
    """A facet for each of `fields`, in their order, of the articles that pass `condition`.

    Where paths are given in `within`, of those among them.

    What `condition` asks of a field does not narrow that field's own facet: whoever has chosen one
    subject still sees how many articles the others would give.
    """
    return tuple(facet_of(library, condition, field, limit, within) for field in fields)


def facet_of(
    library: Library,
    condition: ArticleFilter,
    field: FacetField,
    limit: int,
    within: frozenset[str] | None,
) -> Facet:
    open_condition = without(condition, FILTERED_BY[field])

    def articles() -> Sequence[Article]:
        found = passing(library, open_condition, DEFAULT_ORDER)
        return found if within is None else [one for one in found if one.path in within]

    def counted() -> tuple[tuple[str, int], ...]:
        return tuple((value, count) for value, count in COUNTS[field](articles()).items() if value)

    def labelled() -> tuple[FacetValue, ...]:
        shown = most_frequent(counts, limit)
        labels = LABELS[field]([value for value, _ in shown], articles(), library)
        return tuple(
            FacetValue(value=value, label=label, count=count)
            for (value, count), label in zip(shown, labels, strict=True)
        )

    if within is not None:
        counts = counted()
        return Facet(field=field, values=labelled(), total=len(counts))
    counts = library.remembered(("facet", field, open_condition), counted, item_weight=PAIR)
    values = library.remembered(("facet", field, open_condition, limit), labelled, item_weight=PAIR)
    return Facet(field=field, values=values, total=len(counts))


def most_frequent(counts: Sequence[tuple[str, int]], limit: int) -> list[tuple[str, int]]:
    """So many, equals by their values. There may be more keywords than one would like to sort."""
    least = min(nlargest(limit, (count for _, count in counts)), default=0)
    found = [one for one in counts if one[1] >= least]
    found.sort(key=lambda one: (-one[1], one[0]))
    return found[:limit]


def without(condition: ArticleFilter, name: str) -> ArticleFilter:
    """`condition`, but for what it asks of a field itself or in its `and`s."""
    parts = None if condition.and_ is None else tuple(without(one, name) for one in condition.and_)
    return replace(condition, **{name: None}, and_=parts)


def of_keywords(articles: Sequence[Article]) -> Counts:
    """Spellings that differ in case alone are one keyword, and count once in an article."""
    folded = (article.seo.keyword_lines.casefold() for article in articles)
    return Counter(chain.from_iterable(set(lines.split("\n")) for lines in folded))


def of_texts(read: Callable[[Article], str | None], articles: Sequence[Article]) -> Counts:
    return Counter(map(read, articles))


def themselves(values: Sequence[str], _: Sequence[Article], __: Library) -> Iterable[str]:
    return values


def names(values: Sequence[str], _: Sequence[Article], library: Library) -> Iterable[str]:
    subjects = library.subjects
    return (subjects[slug].name if slug in subjects else slug for slug in values)


def spellings(values: Sequence[str], articles: Sequence[Article], _: Library) -> Iterable[str]:
    """Of each keyword the spelling that is used most."""
    lines = (article.seo.keyword_lines for article in articles)
    counts = Counter(chain.from_iterable(one.split("\n") for one in lines))
    best: dict[str, tuple[int, str]] = dict.fromkeys(values, (0, ""))
    for spelling, count in counts.items():
        keyword = spelling.casefold()
        if keyword in best:
            best[keyword] = max(best[keyword], (count, spelling))
    return (spelling for _, spelling in best.values())


def year(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:4]


def month(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:7]


COUNTS: Mapping[FacetField, Count] = {
    FacetField.SUBJECT: partial(of_texts, attrgetter("subject_slug")),
    FacetField.AUTHOR: partial(of_texts, attrgetter("author")),
    FacetField.KEYWORD: of_keywords,
    FacetField.YEAR: partial(of_texts, year),
    FacetField.MONTH: partial(of_texts, month),
    FacetField.SCHEMA: partial(of_texts, attrgetter("schema_name")),
}

LABELS: Mapping[FacetField, Label] = {
    **dict.fromkeys(FacetField, themselves),
    FacetField.SUBJECT: names,
    FacetField.KEYWORD: spellings,
}

FILTERED_BY: Mapping[FacetField, str] = {
    FacetField.SUBJECT: "subject",
    FacetField.AUTHOR: "author",
    FacetField.KEYWORD: "keywords",
    FacetField.YEAR: "date",
    FacetField.MONTH: "date",
    FacetField.SCHEMA: "schema_name",
}

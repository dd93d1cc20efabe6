"""How the articles of a list divide: for each field its values, and how many articles have each."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain

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


Count = Callable[[Sequence[Article], Library], Iterable[FacetValue]]


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

    def counted() -> tuple[FacetValue, ...]:
        articles = passing(library, open_condition, DEFAULT_ORDER)
        if within is not None:
            articles = [article for article in articles if article.path in within]
        return ranked(COUNTS[field](articles, library))

    if within is not None:
        values = counted()
    else:
        values = library.remembered(("facet", field, open_condition), counted)
    return Facet(field=field, values=values[:limit], total=len(values))


def ranked(values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(sorted(values, key=lambda one: (-one.count, one.value)))


def without(condition: ArticleFilter, name: str) -> ArticleFilter:
    """`condition`, but for what it asks of a field itself or in its `and`s."""
    parts = None if condition.and_ is None else tuple(without(one, name) for one in condition.and_)
    return replace(condition, **{name: None}, and_=parts)


def of_subjects(articles: Sequence[Article], library: Library) -> Iterable[FacetValue]:
    counts = Counter(article.subject_slug for article in articles)
    names = {slug: subject.name for slug, subject in library.subjects.items()}
    return valued(counts.items(), lambda slug: names.get(slug, slug))


def of_keywords(articles: Sequence[Article], _: Library) -> Iterable[FacetValue]:
    """Spellings that differ in case alone are one keyword, named by the most frequent one."""
    each_once = ({one.casefold(): one for one in it.seo.page_keywords}.values() for it in articles)
    spellings = Counter(chain.from_iterable(each_once))
    counts: Counter[str] = Counter()
    labels: dict[str, tuple[int, str]] = {}
    for spelling, count in spellings.items():
        keyword = spelling.casefold()
        counts[keyword] += count
        labels[keyword] = max(labels.get(keyword, (0, "")), (count, spelling))
    return valued(counts.items(), lambda keyword: labels[keyword][1])


def of_texts(
    read: Callable[[Article], str | None], articles: Sequence[Article], _: Library
) -> Iterable[FacetValue]:
    return valued(Counter(map(read, articles)).items(), str)


def valued(
    counts: Iterable[tuple[str | None, int]], label: Callable[[str], str]
) -> Iterable[FacetValue]:
    return (
        FacetValue(value=value, label=label(value), count=count) for value, count in counts if value
    )


def year(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:4]


def month(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:7]


COUNTS: Mapping[FacetField, Count] = {
    FacetField.SUBJECT: of_subjects,
    FacetField.AUTHOR: partial(of_texts, lambda article: article.author),
    FacetField.KEYWORD: of_keywords,
    FacetField.YEAR: partial(of_texts, year),
    FacetField.MONTH: partial(of_texts, month),
    FacetField.SCHEMA: partial(of_texts, lambda article: article.schema_name),
}

FILTERED_BY: Mapping[FacetField, str] = {
    FacetField.SUBJECT: "subject",
    FacetField.AUTHOR: "author",
    FacetField.KEYWORD: "keywords",
    FacetField.YEAR: "date",
    FacetField.MONTH: "date",
    FacetField.SCHEMA: "schema_name",
}

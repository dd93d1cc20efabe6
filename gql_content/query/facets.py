"""How the articles of a list divide: for each field its values, and how many articles have each."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from gql_content.errors import BadWindow
from gql_content.library import Library
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish
from gql_content.query.filters import ArticleFilter
from gql_content.query.pagination import DEFAULT_ORDER, passing

__all__ = ["Facet", "FacetField", "FacetValue", "divided", "facets_of"]


PART = 2_000  # values that are looked at in one step


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
Read = Callable[[Sequence[Article]], Iterable[str | None]]
"""The values of some articles, each as often as it counts."""
Label = Callable[[Sequence[str], Sequence[Article], Library], Work[Iterable[str]]]

MOST_VALUES = 10_000


def facets_of(
    library: Library,
    condition: ArticleFilter,
    fields: Iterable[FacetField],
    limit: int,
    within: frozenset[str] | None = None,
) -> tuple[Facet, ...]:
    """See `divided`, all of which is done now."""
    return finish(divided(library, condition, fields, limit, within))


def divided(
    library: Library,
    condition: ArticleFilter,
    fields: Iterable[FacetField],
    limit: int,
    within: frozenset[str] | None = None,
) -> Work[tuple[Facet, ...]]:
    """A facet for each of `fields`, in their order, of the articles that pass `condition`.

    Where paths are given in `within`, of those among them.

    What `condition` asks of a field does not narrow that field's own facet: whoever has chosen one
    subject still sees how many articles the others would give. Raises `BadWindow`.
    """
    if limit > MOST_VALUES:
        raise BadWindow(f"limit is {limit}: a facet has at most {MOST_VALUES} values.")
    known: dict[FacetField, Facet] = {}
    found: list[Facet] = []
    for field in fields:
        if field not in known:
            known[field] = yield from facet_of(library, condition, field, limit, within)
        found.append(known[field])
    return tuple(found)


def facet_of(
    library: Library,
    condition: ArticleFilter,
    field: FacetField,
    limit: int,
    within: frozenset[str] | None,
) -> Work[Facet]:
    open_condition = without(condition, FILTERED_BY[field])

    def articles() -> Work[Sequence[Article]]:
        found = yield from passing(library, open_condition, DEFAULT_ORDER)
        return found if within is None else (yield from those_at(found, within))

    def counted() -> Work[tuple[tuple[str, int], ...]]:
        counts = yield from counts_of(VALUES[field], (yield from articles()))
        return tuple([(value, count) for value, count in counts.items() if value])

    def labelled() -> Work[tuple[FacetValue, ...]]:
        shown = yield from most_frequent(counts, limit)
        among = yield from articles()
        labels = yield from LABELS[field]([value for value, _ in shown], among, library)
        return tuple(
            FacetValue(value=value, label=label, count=count)
            for (value, count), label in zip(shown, labels, strict=True)
        )

    if within is not None:
        counts = yield from counted()
        values = yield from labelled()
        return Facet(field=field, values=values, total=len(counts))
    counts = yield from library.worked_out(
        ("facet", field, open_condition), counted, item_weight=PAIR
    )
    values = yield from library.worked_out(
        ("facet", field, open_condition, limit), labelled, item_weight=PAIR
    )
    return Facet(field=field, values=values, total=len(counts))


def those_at(articles: Iterable[Article], paths: frozenset[str]) -> Work[list[Article]]:
    found: list[Article] = []
    for batch in batches(articles):
        found += [one for one in batch if one.path in paths]
        yield
    return found


def counts_of(read: Read, articles: Iterable[Article]) -> Work[Counts]:
    counts: Counter[str | None] = Counter()
    for batch in batches(articles):
        counts.update(read(batch))
        yield
    return counts


def most_frequent(counts: Sequence[tuple[str, int]], limit: int) -> Work[list[tuple[str, int]]]:
    """So many, equals by their values. There may be more keywords than one would like to sort."""
    sizes: list[int] = []
    for part in parts_of(counts):
        sizes = sorted((*sizes, *(count for _, count in part)), reverse=True)[:limit]
        yield
    least = min(sizes, default=0)
    above: list[tuple[str, int]] = []
    equal: list[str] = []
    for part in parts_of(counts):
        above += [one for one in part if one[1] > least]
        equal = sorted((*equal, *(value for value, count in part if count == least)))[:limit]
        yield
    above.sort(key=lambda one: (-one[1], one[0]))
    return [*above, *((value, least) for value in equal)][:limit]


def parts_of(counts: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    return (counts[at : at + PART] for at in range(0, len(counts), PART))


def without(condition: ArticleFilter, name: str) -> ArticleFilter:
    """`condition`, but for what it asks of a field itself or in its `and`s."""
    parts = None if condition.and_ is None else tuple(without(one, name) for one in condition.and_)
    return replace(condition, **{name: None}, and_=parts)


def of_keywords(articles: Sequence[Article]) -> Iterable[str]:
    """Spellings that differ in case alone are one keyword, and count once in an article."""
    folded = (article.seo.keyword_lines.casefold() for article in articles)
    return chain.from_iterable(set(lines.split("\n")) for lines in folded)


def of_texts(
    read: Callable[[Article], str | None], articles: Sequence[Article]
) -> Iterable[str | None]:
    return map(read, articles)


def themselves(values: Sequence[str], _: Sequence[Article], __: Library) -> Work[Iterable[str]]:
    yield
    return values


def names(values: Sequence[str], _: Sequence[Article], library: Library) -> Work[Iterable[str]]:
    yield
    subjects = library.subjects
    return [subjects[slug].name if slug in subjects else slug for slug in values]


def spellings(
    values: Sequence[str], articles: Sequence[Article], _: Library
) -> Work[Iterable[str]]:
    """Of each keyword the spelling that is used most."""
    wanted = frozenset(values)
    counts: Counter[str] = Counter()
    for batch in batches(articles):
        lines = chain.from_iterable(one.seo.keyword_lines.split("\n") for one in batch)
        counts.update([one for one in lines if one.casefold() in wanted])
        yield
    best: dict[str, tuple[int, str]] = dict.fromkeys(values, (0, ""))
    for spelling, count in counts.items():
        keyword = spelling.casefold()
        best[keyword] = max(best[keyword], (count, spelling))
    return [spelling for _, spelling in best.values()]


def year(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:4]


def month(article: Article) -> str | None:
    return None if article.date is None else article.date.isoformat()[:7]


VALUES: Mapping[FacetField, Read] = {
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

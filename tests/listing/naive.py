"""What filters, orders and windows mean, written once more and as plainly as can be."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cmp_to_key

from gql_content.content import slugify_subject
from gql_content.model import Article, Seo
from gql_content.query import (
    ArticleFilter,
    BooleanFilter,
    DateFilter,
    FloatFilter,
    IdFilter,
    IntFilter,
    Order,
    OrderKey,
    SeoFilter,
    Sort,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)

__all__ = ["fits", "in_order", "selected", "selects"]


def selected(articles: Iterable[Article], condition: ArticleFilter) -> set[str]:
    """The paths of the articles that pass."""
    return {one.path for one in articles if selects(condition, one)}


def selects(asked: ArticleFilter, one: Article) -> bool:
    """Whether an article passes."""
    return (
        (asked.and_ is None or all(selects(part, one) for part in asked.and_))
        and (asked.or_ is None or any(selects(part, one) for part in asked.or_))
        and (asked.not_ is None or not selects(asked.not_, one))
        and text(asked.url, one.url)
        and text(asked.path, one.path)
        and text(asked.slug, one.path.split("/")[-1].removesuffix(".md"))
        and text(asked.title, one.title)
        and text(asked.question, one.question)
        and text(asked.author, one.author)
        and text(asked.schema_name, one.schema_name)
        and identity(asked.article_id, one.article_id, str)
        and identity(asked.subject, one.subject_slug, slugify_subject)
        and number(asked.date, one.date)
        and number(asked.score, one.score)
        and count(asked.word_count, one.word_count)
        and yes_or_no(asked.no_index, one.no_index)
        and words(asked.keywords, one.seo.page_keywords)
        and about(asked.seo, one.seo)
    )


def about(asked: SeoFilter | None, seo: Seo) -> bool:
    if asked is None:
        return True
    return (
        text(asked.title, seo.title)
        and text(asked.page_description, seo.page_description)
        and text(asked.canonical_url, seo.canonical_url)
        and words(asked.page_keywords, seo.page_keywords)
    )


def text(asked: StringFilter | None, written: str | None) -> bool:
    if asked is None:
        return True

    def same(part: str) -> str:
        return part.casefold() if asked.ignore_case else part

    value = None if written is None else same(written)
    if asked.is_blank is not None and asked.is_blank != (value is None or value.strip() == ""):
        return False
    if asked.ne is not None and value == same(asked.ne):
        return False
    if asked.not_in is not None and value in [same(part) for part in asked.not_in]:
        return False
    if value is None:
        wanted = (asked.eq, asked.in_, asked.contains, asked.starts_with, asked.ends_with)
        return all(part is None for part in (*wanted, asked.glob))
    return (
        (asked.eq is None or value == same(asked.eq))
        and (asked.in_ is None or value in [same(part) for part in asked.in_])
        and (asked.contains is None or value.find(same(asked.contains)) >= 0)
        and (asked.starts_with is None or value.find(same(asked.starts_with)) == 0)
        and (asked.ends_with is None or value[::-1].find(same(asked.ends_with)[::-1]) == 0)
        and (asked.glob is None or fits(same(asked.glob), value))
    )


def identity(
    asked: IdFilter | SubjectFilter | None, value: str | None, same: Callable[[str], str]
) -> bool:
    if asked is None:
        return True
    return (
        (asked.eq is None or value == same(asked.eq))
        and (asked.ne is None or value != same(asked.ne))
        and (asked.in_ is None or value in [same(part) for part in asked.in_])
        and (asked.not_in is None or value not in [same(part) for part in asked.not_in])
        and (asked.is_null is None or asked.is_null == (value is None))
    )


def number(asked: DateFilter | FloatFilter | None, value: date | float | None) -> bool:
    if asked is None:
        return True
    if asked.is_null is not None and asked.is_null != (value is None):
        return False
    if asked.ne is not None and value == asked.ne:
        return False
    if value is None:
        wanted = (asked.eq, asked.gt, asked.gte, asked.lt, asked.lte, asked.between)
        year = asked.year if isinstance(asked, DateFilter) else None
        return all(part is None for part in (*wanted, year))
    if isinstance(asked, DateFilter):
        assert isinstance(value, date)
        return (
            (asked.eq is None or value == asked.eq)
            and (asked.gt is None or value > asked.gt)
            and (asked.gte is None or value >= asked.gte)
            and (asked.lt is None or value < asked.lt)
            and (asked.lte is None or value <= asked.lte)
            and (asked.between is None or asked.between.start <= value <= asked.between.end)
            and (asked.year is None or value.year == asked.year)
        )
    assert isinstance(value, float)
    return (
        (asked.eq is None or value == asked.eq)
        and (asked.gt is None or value > asked.gt)
        and (asked.gte is None or value >= asked.gte)
        and (asked.lt is None or value < asked.lt)
        and (asked.lte is None or value <= asked.lte)
        and (asked.between is None or asked.between.start <= value <= asked.between.end)
    )


def count(asked: IntFilter | None, value: int) -> bool:
    if asked is None:
        return True
    return (
        (asked.eq is None or value == asked.eq)
        and (asked.ne is None or value != asked.ne)
        and (asked.gt is None or value > asked.gt)
        and (asked.gte is None or value >= asked.gte)
        and (asked.lt is None or value < asked.lt)
        and (asked.lte is None or value <= asked.lte)
        and (asked.between is None or asked.between.start <= value <= asked.between.end)
    )


def yes_or_no(asked: BooleanFilter | None, value: bool) -> bool:
    if asked is None:
        return True
    return (asked.eq is None or value is asked.eq) and (asked.ne is None or value is not asked.ne)


def words(asked: StringListFilter | None, values: tuple[str, ...]) -> bool:
    if asked is None:
        return True

    def has(word: str) -> bool:
        return any(value.casefold() == word.casefold() for value in values)

    return (
        (asked.has is None or has(asked.has))
        and (asked.has_any is None or any(has(word) for word in asked.has_any))
        and (asked.has_all is None or all(has(word) for word in asked.has_all))
        and (asked.has_none is None or not any(has(word) for word in asked.has_none))
        and (asked.is_empty is None or asked.is_empty == (len(values) == 0))
    )


def fits(pattern: str, written: str) -> bool:
    """Whether a shell pattern fits: all places in the text that each step can reach."""
    reached = {0}
    for step in steps(pattern):
        if step == "*":
            reached = set(range(min(reached, default=len(written) + 1), len(written) + 1))
        else:
            reached = {
                place + 1
                for place in reached
                if place < len(written) and fits_one(step, written[place])
            }
    return len(written) in reached


def steps(pattern: str) -> Iterator[str]:
    """A pattern's letters and wildcards; a bracket that is never closed is a letter."""
    place = 0
    while place < len(pattern):
        end = pattern.find("]", place + 2 + (pattern[place + 1 : place + 2] == "!"))
        if pattern[place] == "[" and end > 0:
            yield pattern[place : end + 1]
            place = end + 1
        else:
            yield pattern[place]
            place += 1


def fits_one(step: str, letter: str) -> bool:
    if len(step) == 1:
        return step in {"?", letter}
    inside = step[1:-1]
    if inside.startswith("!"):
        return not among(inside[1:], letter)
    return among(inside, letter)


def among(inside: str, letter: str) -> bool:
    """Whether a letter is one of those between brackets, or in a range of them."""
    if inside[1:2] == "-" and len(inside) > 2:
        return inside[0] <= letter <= inside[2] or among(inside[3:], letter)
    return inside != "" and (inside[0] == letter or among(inside[1:], letter))


def in_order(articles: Iterable[Article], order: Order) -> list[Article]:
    """The articles in an order."""
    return sorted(articles, key=cmp_to_key(lambda a, b: compared(a, b, order)))


def compared(a: Article, b: Article, order: Order) -> int:
    for term in order:
        one, other = value_of(a, term.key), value_of(b, term.key)
        if one == other:
            continue
        if one is None or other is None:
            nulls_last = term.sort in {Sort.ASC_NULLS_LAST, Sort.DESC_NULLS_LAST}
            return 1 if (one is None) == nulls_last else -1
        rising = term.sort in {Sort.ASC, Sort.ASC_NULLS_LAST}
        return -1 if is_less(one, other) == rising else 1
    return -1 if a.url < b.url else 1


def value_of(one: Article, key: OrderKey) -> date | str | float | None:
    match key:
        case OrderKey.DATE:
            return one.date
        case OrderKey.TITLE:
            return one.title.casefold()
        case OrderKey.URL:
            return one.url
        case OrderKey.SUBJECT:
            return one.subject_slug
        case OrderKey.SCORE:
            return one.score
        case OrderKey.WORD_COUNT:
            return one.word_count


def is_less(one: date | str | float, other: date | str | float) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    assert isinstance(one, int | float)
    assert isinstance(other, int | float)
    return one < other

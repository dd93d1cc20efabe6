"""Random filters, orders and libraries to ask them of."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from gql_content.library import Library
from gql_content.model import Article
from gql_content.query import (
    ArticleFilter,
    BooleanFilter,
    DateFilter,
    DateRange,
    FloatFilter,
    FloatRange,
    IdFilter,
    IntFilter,
    IntRange,
    Order,
    OrderKey,
    OrderTerm,
    SeoFilter,
    Sort,
    StringFilter,
    StringListFilter,
    SubjectFilter,
    Window,
    list_articles,
)
from tests.articles import COUNTS, DAYS, IDS, KEYWORDS, PATHS, SCORES, SUBJECTS, TITLES, URLS

__all__ = ["ORDERS", "every", "filters", "orders", "pointing_filters", "term"]

Operands = Mapping[str, st.SearchStrategy[Any]]
Condition = type[Any]


def every(
    library: Library, condition: ArticleFilter | None = None, order: Order = ()
) -> list[Article]:
    """All articles that pass, in order."""
    window = Window(size=1_000)
    return list(list_articles(library, condition or ArticleFilter(), order, window).articles)


def term(key: OrderKey, sort: Sort = Sort.ASC) -> OrderTerm:
    """One step of an order."""
    return OrderTerm(key, sort)


ORDERS: tuple[Order, ...] = ((), *((term(key, sort),) for key in OrderKey for sort in Sort))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Random orders; a few of them name no key, many of them several."""
    keys = draw(st.lists(st.sampled_from(OrderKey), unique=True, max_size=3))
    return tuple(OrderTerm(key, draw(SORTS)) for key in keys)


SORTS = st.sampled_from(Sort)


def several(operands: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(operands, max_size=3).map(tuple)


def around(text: str) -> str:
    return f"*{text}*"


def cut(text: str, start: int, end: int) -> str:
    return text[start:end]


def on_texts(*written: str) -> Operands:
    whole = st.sampled_from(written)
    part = st.builds(cut, whole, st.integers(0, 4), st.integers(0, 8))
    texts = whole | whole.map(str.swapcase)
    return {
        "eq": texts,
        "ne": texts,
        "in_": several(texts),
        "not_in": several(texts),
        "contains": part,
        "starts_with": part,
        "ends_with": whole.map(lambda text: text[-2:]),
        "glob": st.lists(st.sampled_from(GLOB), max_size=4).map("".join) | part.map(around),
        "is_blank": st.booleans(),
        "ignore_case": st.booleans(),
    }


GLOB = ("*", "*", "?", "[a-z]", "[!c]", "[]x]", "[ä/]", "[", "]", "!", "a", "c", "C", "s", "/", ".")


def on_names(*written: str) -> Operands:
    names = st.sampled_from(written)
    return {
        "eq": names,
        "ne": names,
        "in_": several(names),
        "not_in": several(names),
        "is_null": st.booleans(),
    }


def on_numbers(values: st.SearchStrategy[Any], span: Condition) -> Operands:
    ends: st.SearchStrategy[Any] = st.builds(span, start=values, end=values)
    return {**dict.fromkeys(("eq", "ne", "gt", "gte", "lt", "lte"), values), "between": ends}


KEYWORD = st.sampled_from((*KEYWORDS, "other"))
ON_KEYWORDS: Operands = {
    "has": KEYWORD,
    "has_any": several(KEYWORD),
    "has_all": several(KEYWORD),
    "has_none": several(KEYWORD),
    "is_empty": st.booleans(),
}
ON_DATES: Operands = {
    **on_numbers(st.sampled_from(DAYS), DateRange),
    "is_null": st.booleans(),
    "year": st.sampled_from([day.year for day in DAYS]),
}
ON_SCORES: Operands = {
    **on_numbers(st.sampled_from(SCORES), FloatRange),
    "is_null": st.booleans(),
}
ON_COUNTS = on_numbers(st.sampled_from((-1, *COUNTS)), IntRange)
ON_BOOLEANS: Operands = {"eq": st.booleans(), "ne": st.booleans()}


def conditions(kind: Condition, operands: Operands) -> st.SearchStrategy[Any]:
    """Random conditions of a kind, which ask up to two things."""

    # Had it the operands as arguments, Hypothesis would print them, and warn that they are long.
    @st.composite
    def condition(draw: st.DrawFn) -> Any:
        names = draw(st.lists(st.sampled_from(sorted(operands)), unique=True, max_size=2))
        return kind(**{name: draw(operands[name]) for name in names})

    return condition()


SLUGS = sorted({path.rpartition("/")[2].removesuffix(".md") for path in PATHS})
ALL_URLS = (*URLS, *("/" + path.removesuffix(".md") for path in PATHS), "/a/", "/no")
TEXT = conditions(StringFilter, on_texts(*TITLES, " ", "What is a cell?", "Ada"))
SEO: st.SearchStrategy[SeoFilter] = conditions(
    SeoFilter,
    {
        "title": TEXT,
        "page_description": TEXT,
        "page_keywords": conditions(StringListFilter, ON_KEYWORDS),
        "canonical_url": conditions(StringFilter, on_texts(*URLS)),
    },
)
POINTERS: Operands = {
    "url": conditions(StringFilter, on_texts(*ALL_URLS)),
    "path": conditions(StringFilter, on_texts(*PATHS, "no.md")),
    "slug": conditions(StringFilter, on_texts(*SLUGS)),
    "article_id": conditions(IdFilter, on_names(*IDS, "no")),
    "subject": conditions(SubjectFilter, on_names(*SUBJECTS, "computer-science", "", "no")),
}
FIELDS: Operands = {
    **POINTERS,
    "title": TEXT,
    "question": TEXT,
    "author": TEXT,
    "schema_name": conditions(StringFilter, on_texts("article", "Page", "")),
    "date": conditions(DateFilter, ON_DATES),
    "keywords": conditions(StringListFilter, ON_KEYWORDS),
    "seo": SEO,
    "no_index": conditions(BooleanFilter, ON_BOOLEANS),
    "score": conditions(FloatFilter, ON_SCORES),
    "word_count": conditions(IntFilter, ON_COUNTS),
}


def combined(parts: st.SearchStrategy[ArticleFilter]) -> st.SearchStrategy[ArticleFilter]:
    some: Operands = {"and_": several(parts), "or_": several(parts), "not_": parts}
    return conditions(ArticleFilter, {**some, **FIELDS})


filters: st.SearchStrategy[ArticleFilter] = st.recursive(
    conditions(ArticleFilter, FIELDS), combined, max_leaves=4
)

some_pointers: st.SearchStrategy[ArticleFilter] = conditions(ArticleFilter, POINTERS)

pointing_filters: st.SearchStrategy[ArticleFilter] = conditions(
    ArticleFilter, {**POINTERS, "and_": several(some_pointers), "title": TEXT}
)
"""Filters for which an index may know where to look."""

"""What a filter means for an article: which value each field reads, and how it is tested."""

from collections.abc import Callable, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from gql_content.listing.filters import (
    ArticleFilter,
    SeoFilter,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)
from gql_content.listing.operators import (
    BOOLEAN_OPERATORS,
    DATE_OPERATORS,
    ID_OPERATORS,
    INT_OPERATORS,
    LIST_OPERATORS,
    ORDERED_OPERATORS,
    STRING_OPERATORS,
    Operators,
    Test,
    all_of,
    any_of,
    negated,
)
from gql_content.model import Article
from gql_content.parsing import slugify_subject

__all__ = ["matches"]

Condition = TypeVar("Condition", bound=Struct)

Fields = Mapping[str, tuple[Callable[[Any], object], Callable[[Any], Test]]]
"""From a filter's field to what reads the value and what makes the test from the condition."""


def matches(condition: ArticleFilter) -> Callable[[Article], bool]:
    """The test that tells whether an article passes `condition`."""
    return all_of([*tests_on(ARTICLE_FIELDS, condition), *combined(condition)])


def tests_on(fields: Fields, condition: object) -> list[Test]:
    """A test for each field that `condition` asks something of."""
    return [
        reading(read, make(asked))
        for name, (read, make) in fields.items()
        if (asked := getattr(condition, name)) is not None
    ]


def reading(read: Callable[[Any], object], test: Test) -> Test:
    return lambda subject: test(read(subject))


def combined(condition: ArticleFilter) -> list[Test]:
    tests: list[Test] = []
    if condition.and_ is not None:
        tests.append(all_of([matches(one) for one in condition.and_]))
    if condition.or_ is not None:
        tests.append(any_of([matches(one) for one in condition.or_]))
    if condition.not_ is not None:
        tests.append(negated(matches(condition.not_)))
    return tests


def asked_by(operators: Operators, condition: object) -> Test:
    """All that `condition` asks for by these operators."""
    return all_of(
        [
            make(operand)
            for name, make in operators.items()
            if (operand := getattr(condition, name)) is not None
        ]
    )


def on_string(condition: StringFilter) -> Test:
    if not condition.ignore_case:
        return asked_by(STRING_OPERATORS, condition)
    test = asked_by(STRING_OPERATORS, mapped(condition, str.casefold))
    return lambda value: test(None if value is None else value.casefold())


def on_strings(condition: StringListFilter) -> Test:
    test = asked_by(LIST_OPERATORS, mapped(condition, str.casefold))
    return lambda values: test({value.casefold() for value in values})


def on_subject(condition: SubjectFilter) -> Test:
    return asked_by(ID_OPERATORS, mapped(condition, slugify_subject))


def on_seo(condition: SeoFilter) -> Test:
    return all_of(tests_on(SEO_FIELDS, condition))


def mapped(condition: Condition, change: Callable[[str], str]) -> Condition:
    """The same condition with every text in it changed."""
    operands = {name: getattr(condition, name) for name in condition.__struct_fields__}
    return replace(condition, **{name: changed(one, change) for name, one in operands.items()})


def changed(operand: object, change: Callable[[str], str]) -> object:
    match operand:
        case str():
            return change(operand)
        case tuple():
            return tuple(changed(one, change) for one in operand)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - a tuple of texts
        case _:
            return operand


SEO_FIELDS: Fields = {
    "title": (attrgetter("title"), on_string),
    "page_description": (attrgetter("page_description"), on_string),
    "page_keywords": (attrgetter("page_keywords"), on_strings),
    "canonical_url": (attrgetter("canonical_url"), on_string),
}

ARTICLE_FIELDS: Fields = {
    "subject": (attrgetter("subject_slug"), on_subject),
    "url": (attrgetter("url"), on_string),
    "path": (attrgetter("path"), on_string),
    "slug": (attrgetter("slug"), on_string),
    "article_id": (attrgetter("article_id"), partial(asked_by, ID_OPERATORS)),
    "schema_name": (attrgetter("schema_name"), on_string),
    "no_index": (attrgetter("no_index"), partial(asked_by, BOOLEAN_OPERATORS)),
    "score": (attrgetter("score"), partial(asked_by, ORDERED_OPERATORS)),
    "word_count": (attrgetter("word_count"), partial(asked_by, INT_OPERATORS)),
    "date": (attrgetter("date"), partial(asked_by, DATE_OPERATORS)),
    "title": (attrgetter("title"), on_string),
    "question": (attrgetter("question"), on_string),
    "author": (attrgetter("author"), on_string),
    "keywords": (attrgetter("seo.page_keywords"), on_strings),
    "seo": (attrgetter("seo"), on_seo),
}

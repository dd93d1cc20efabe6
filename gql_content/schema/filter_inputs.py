"""The inputs of filters and orders."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache

import strawberry
from msgspec import Struct

from gql_content import query
from gql_content.errors import BadFilter
from gql_content.schema.context import asked

__all__ = [
    "ArticleFilter",
    "ArticleOrder",
    "Severity",
    "SubjectOrder",
    "filter_value",
    "order_value",
]


DEEPEST = 20


@strawberry.input(
    description="Conditions on a text; all of them have to hold. "
    "A condition that is null asks nothing."
)
class StringFilter:
    eq: str | None = asked("The text is exactly this.")
    ne: str | None = asked("The text is anything but this, or missing.")
    in_: list[str] | None = asked("The text is one of these.", name="in")
    not_in: list[str] | None = asked("The text is none of these, or missing.")
    contains: str | None = asked("The text contains this.")
    starts_with: str | None = asked("The text begins with this.")
    ends_with: str | None = asked("The text ends with this.")
    glob: str | None = asked(
        "The text as a whole fits this pattern: * stands for any characters, a slash among them, "
        "? for one, [abc] for one of these."
    )
    is_blank: bool | None = asked("The text is missing, empty or all spaces; or, if false, is not.")
    ignore_case: bool | None = strawberry.field(
        description="Compare without regard to upper and lower case.", default=False
    )


@strawberry.input(description="Conditions on a list of texts, compared without regard to case.")
class StringListFilter:
    has: str | None = asked("The list has this text.")
    has_any: list[str] | None = asked("The list has at least one of these.")
    has_all: list[str] | None = asked("The list has all of these.")
    has_none: list[str] | None = asked("The list has none of these.")
    is_empty: bool | None = asked("The list is empty; or, if false, is not.")


@strawberry.input(description="Conditions on an id.")
class IdFilter:
    eq: strawberry.ID | None = asked("The id is this one.")
    ne: strawberry.ID | None = asked("The id is any but this, or missing.")
    in_: list[strawberry.ID] | None = asked("The id is one of these.", name="in")
    not_in: list[strawberry.ID] | None = asked("The id is none of these, or missing.")
    is_null: bool | None = asked("There is no id; or, if false, there is one.")


@strawberry.input(
    description="Conditions on the subject, named by its slug or by any spelling of its name."
)
class SubjectFilter:
    eq: str | None = asked("The article belongs to this subject.")
    ne: str | None = asked("The article belongs to another subject, or to none.")
    in_: list[str] | None = asked("The article belongs to one of these subjects.", name="in")
    not_in: list[str] | None = asked("The article belongs to none of these subjects.")
    is_null: bool | None = asked("The article has no subject; or, if false, has one.")


@strawberry.input(description="A span of days, both ends included.")
class DateRange:
    start: date = strawberry.field(description="The first day.")
    end: date = strawberry.field(description="The last day.")


@strawberry.input(description="Conditions on a day, such as 2025-02-06.")
class DateFilter:
    eq: date | None = asked("On this day.")
    ne: date | None = asked("Not on this day, or without a date.")
    gt: date | None = asked("After this day.")
    gte: date | None = asked("On this day or after it.")
    lt: date | None = asked("Before this day.")
    lte: date | None = asked("On this day or before it.")
    between: DateRange | None = asked("In this span of days.")
    year: int | None = asked("In this year.")
    is_null: bool | None = asked("There is no date; or, if false, there is one.")


@strawberry.input(description="A span of numbers, both ends included.")
class FloatRange:
    start: float = strawberry.field(description="The smallest number.")
    end: float = strawberry.field(description="The largest number.")


@strawberry.input(description="Conditions on a number.")
class FloatFilter:
    eq: float | None = asked("Exactly this number.")
    ne: float | None = asked("Any other number, or none.")
    gt: float | None = asked("Larger than this.")
    gte: float | None = asked("This or larger.")
    lt: float | None = asked("Smaller than this.")
    lte: float | None = asked("This or smaller.")
    between: FloatRange | None = asked("In this span.")
    is_null: bool | None = asked("There is no number; or, if false, there is one.")


@strawberry.input(description="A span of whole numbers, both ends included.")
class IntRange:
    start: int = strawberry.field(description="The smallest number.")
    end: int = strawberry.field(description="The largest number.")


@strawberry.input(description="Conditions on a whole number.")
class IntFilter:
    eq: int | None = asked("Exactly this number.")
    ne: int | None = asked("Any other number.")
    gt: int | None = asked("Larger than this.")
    gte: int | None = asked("This or larger.")
    lt: int | None = asked("Smaller than this.")
    lte: int | None = asked("This or smaller.")
    between: IntRange | None = asked("In this span.")


@strawberry.input(description="Conditions on a yes or no.")
class BooleanFilter:
    eq: bool | None = asked("It is so.")
    ne: bool | None = asked("It is not so.")


@strawberry.input(description="Conditions on what search engines are told.")
class SeoFilter:
    title: StringFilter | None = asked("On the title.")
    page_description: StringFilter | None = asked("On the description.")
    page_keywords: StringListFilter | None = asked("On the keywords.")
    canonical_url: StringFilter | None = asked("On the canonical url.")


@strawberry.input(
    description="Conditions on an article. All that are given have to hold; "
    "`and`, `or` and `not` combine others to any shape."
)
class ArticleFilter:
    and_: "list[ArticleFilter] | None" = asked("All of these hold.", name="and")
    or_: "list[ArticleFilter] | None" = asked(
        "At least one of these holds; none of an empty list does.", name="or"
    )
    not_: "ArticleFilter | None" = asked("This does not hold.", name="not")
    url: StringFilter | None = asked("On the url.")
    path: StringFilter | None = asked("On the path of the file.")
    slug: StringFilter | None = asked("On the slug, the stem of the file's name.")
    title: StringFilter | None = asked("On the title.")
    question: StringFilter | None = asked("On the question.")
    author: StringFilter | None = asked("On the author.")
    article_id: IdFilter | None = asked("On the id in the front matter, which need not be unique.")
    schema_name: StringFilter | None = asked("On the name of the editor's schema, `_schema`.")
    subject: SubjectFilter | None = asked("On the subject.")
    date: DateFilter | None = asked("On the day of publication.")
    keywords: StringListFilter | None = asked("On the keywords.")
    seo: SeoFilter | None = asked("On what search engines are told.")
    no_index: BooleanFilter | None = asked("On whether search engines are asked to stay away.")
    score: FloatFilter | None = asked("On the score.")
    word_count: IntFilter | None = asked("On how many words the texts have.")


def filter_value(condition: ArticleFilter | None) -> query.ArticleFilter:
    """What `condition` asks, as a value; raises `BadFilter` where it is nested beyond measure."""
    if not condition:
        return query.EVERYTHING
    value = value_of(condition, DEEPEST)
    assert isinstance(value, query.ArticleFilter)  # noqa: S101 - each input has its namesake
    return value


def value_of(given: object, levels: int) -> object:
    """An input as the value of the same name and fields; what was left out or null is left out."""
    if isinstance(given, list):
        return tuple(value_of(one, levels) for one in given)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - of anything
    names = names_in(type(given))
    if not names:
        return given
    if levels == 0:
        raise BadFilter(f"A filter may be nested {DEEPEST} levels deep, no deeper.")
    operands = {
        name: value_of(operand, levels - 1)
        for name in names
        if (operand := getattr(given, name)) is not None and operand is not strawberry.UNSET
    }
    kind: type[Struct] = getattr(query, type(given).__name__)
    return kind(**operands)


@cache
def names_in(kind: type) -> tuple[str, ...]:
    """The names of an input's fields, none for anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@strawberry.enum(description="Which way to sort. Missing values come first unless NULLS_LAST.")
class Sort(Enum):
    ASC = strawberry.enum_value("asc", description="Smallest, earliest, A first.")
    DESC = strawberry.enum_value("desc", description="Largest, latest, Z first.")
    ASC_NULLS_LAST = strawberry.enum_value(
        "asc_nulls_last", description="Smallest first, articles without a value at the end."
    )
    DESC_NULLS_LAST = strawberry.enum_value(
        "desc_nulls_last", description="Largest first, articles without a value at the end."
    )


@strawberry.enum(description="In which sequence subjects are listed; ties go by name, then slug.")
class SubjectOrder(Enum):
    NAME_ASC = strawberry.enum_value("name_asc", description="By name, A first.")
    NAME_DESC = strawberry.enum_value("name_desc", description="By name, Z first.")
    ARTICLE_COUNT_ASC = strawberry.enum_value(
        "article_count_asc", description="By number of articles, the fewest first."
    )
    ARTICLE_COUNT_DESC = strawberry.enum_value(
        "article_count_desc", description="By number of articles, the most first."
    )


@strawberry.enum(description="How bad a problem is.")
class Severity(Enum):
    ERROR = strawberry.enum_value(
        "error", description="The file, as it is, cannot be served as an article."
    )
    WARNING = strawberry.enum_value("warning", description="The article is served all the same.")


@strawberry.input(
    one_of=True,
    description="What to sort articles by, exactly one key; several stand in a list. "
    "Articles that are equal in all of them go by url.",
)
class ArticleOrder:
    date: Sort | None = asked("By the day of publication.")
    title: Sort | None = asked("By title, without regard to case.")
    url: Sort | None = asked("By url.")
    subject: Sort | None = asked("By the slug of the subject.")
    score: Sort | None = asked("By score.")
    word_count: Sort | None = asked("By how many words the texts have.")


KEYS = {field.name: query.OrderKey(field.name) for field in fields(ArticleOrder)}


def order_value(orders: Sequence[ArticleOrder] | None) -> query.Order:
    """These keys as an order."""
    if not orders:
        return ()
    return tuple(
        query.OrderTerm(key=key, sort=query.Sort(sort.value))
        for order in orders
        for name, key in KEYS.items()
        if isinstance(sort := getattr(order, name), Sort)
    )

"""What each operator of a filter means: a table from its name to the test it makes."""

import operator
import re
from collections.abc import Callable, Mapping
from fnmatch import translate
from functools import partial
from typing import Any

from gql_content.errors import BadFilter
from gql_content.listing.filters import DateRange, FloatRange, IntRange

__all__ = [
    "BOOLEAN_OPERATORS",
    "DATE_OPERATORS",
    "ID_OPERATORS",
    "INT_OPERATORS",
    "LIST_OPERATORS",
    "ORDERED_OPERATORS",
    "STRING_OPERATORS",
    "Operators",
    "Test",
    "all_of",
    "any_of",
    "negated",
]

Test = Callable[[Any], bool]
"""Whether a value passes; the value is None where the article has none."""

Operators = Mapping[str, Callable[[Any], Test]]
"""From an operator's name to what makes its test from the operand."""

LONGEST_GLOB = 1_000


def all_of(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


def any_of(tests: list[Test]) -> Test:
    return lambda value: any(test(value) for test in tests)


def negated(test: Test) -> Test:
    return lambda value: not test(value)


def equal(operand: object) -> Test:
    return lambda value: value == operand


def unequal(operand: object) -> Test:
    return lambda value: value != operand


def within(operands: tuple[object, ...]) -> Test:
    known = frozenset(operands)
    return lambda value: value in known


def without(operands: tuple[object, ...]) -> Test:
    return negated(within(operands))


def compared(compare: Callable[[Any, Any], bool], operand: object) -> Test:
    return lambda value: value is not None and compare(value, operand)


def between(operand: DateRange | FloatRange | IntRange) -> Test:
    return lambda value: value is not None and operand.start <= value <= operand.end


def is_null(operand: bool) -> Test:
    return lambda value: (value is None) == operand


def is_blank(operand: bool) -> Test:
    return lambda value: (not (value or "").strip()) == operand


def glob(operand: str) -> Test:
    """A shell pattern; Python translates it so that no text makes matching it explode."""
    if len(operand) > LONGEST_GLOB:
        raise BadFilter(f"A glob may have {LONGEST_GLOB} characters; this one has {len(operand)}.")
    match = re.compile(translate(operand)).match
    return lambda value: value is not None and match(value) is not None


STRING_OPERATORS: Operators = {
    "eq": equal,
    "ne": unequal,
    "in_": within,
    "not_in": without,
    "contains": lambda part: lambda value: value is not None and part in value,
    "starts_with": lambda part: lambda value: value is not None and value.startswith(part),
    "ends_with": lambda part: lambda value: value is not None and value.endswith(part),
    "glob": glob,
    "is_blank": is_blank,
}

ORDERED_OPERATORS: Operators = {
    "eq": equal,
    "ne": unequal,
    **{
        name: partial(compared, getattr(operator, compare))
        for name, compare in {"gt": "gt", "gte": "ge", "lt": "lt", "lte": "le"}.items()
    },
    "between": between,
    "is_null": is_null,
}

INT_OPERATORS: Operators = {
    name: make for name, make in ORDERED_OPERATORS.items() if name != "is_null"
}

DATE_OPERATORS: Operators = {
    **ORDERED_OPERATORS,
    "year": lambda year: lambda value: value is not None and value.year == year,
}

ID_OPERATORS: Operators = {
    "eq": equal,
    "ne": unequal,
    "in_": within,
    "not_in": without,
    "is_null": is_null,
}

BOOLEAN_OPERATORS: Operators = {"eq": equal, "ne": unequal}

LIST_OPERATORS: Operators = {
    "has": lambda item: lambda values: item in values,
    "has_any": lambda items: lambda values: not values.isdisjoint(items),
    "has_all": lambda items: lambda values: values.issuperset(items),
    "has_none": lambda items: lambda values: values.isdisjoint(items),
    "is_empty": lambda operand: lambda values: (not values) == operand,
}

"""What each operator means: a table for each kind of value, from an operator to what it is made of.

`conditions` makes a tree of checks out of a filter by these tables, `predicates` what is run.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fnmatch import translate
from functools import cached_property, partial
from typing import Any

from msgspec import Struct

from gql_content.content import slugify_subject
from gql_content.errors import BadFilter
from gql_content.query.filters import DateRange, FloatRange, IntRange

__all__ = [
    "BOOLEAN",
    "DATE",
    "ID",
    "INT",
    "ORDERED",
    "STRING",
    "STRINGS",
    "SUBJECT",
    "Glob",
    "Kind",
    "Meaning",
    "Operator",
    "Test",
    "globs_of",
    "text_of",
]


Test = Callable[[Any], bool]
"""Whether a value passes; the value is None where the article has none."""

LONGEST_TEXT = 1_000
SPECIAL = re.compile(r"[*?\[]")


class Operator(Enum):
    """What a check does. The first ones are made of sets of operands, any or all of which hold."""

    IN = "in"
    HAS_ANY = "has_any"
    HAS_ALL = "has_all"
    STARTS_WITH = "starts_with"
    ENDS_WITH = "ends_with"
    CONTAINS = "contains"
    GLOB = "glob"
    OTHER = "other"


class Meaning(Struct, frozen=True):
    """An operator of a filter as a check: of its operand, of a set of it, or the opposite of one.

    For `OTHER` there is `test`, which makes the check's test.
    """

    operator: Operator
    is_denied: bool = False
    test: Callable[[Any], Test] | None = None


class Kind(Struct, frozen=True):
    """A kind of values: its operators by their names in a filter, and how operands are compared.

    Where values `repeat`, each is tested once. `compared` is what operands are changed by.
    """

    operators: Mapping[str, Meaning]
    repeats: bool = False
    is_list: bool = False
    compared: Callable[[str], str] | None = None


def compared(compare: Callable[[Any, Any], bool], operand: object) -> Test:
    return lambda value: value is not None and compare(value, operand)


def between(operand: DateRange | FloatRange | IntRange) -> Test:
    return lambda value: value is not None and operand.start <= value <= operand.end


def is_null(operand: bool) -> Test:
    return lambda value: (value is None) == operand


def is_blank(operand: bool) -> Test:
    return lambda value: (not (value or "").strip()) == operand


def is_empty(operand: bool) -> Test:
    return lambda values: (not values) == operand


def in_year(year: int) -> Test:
    return lambda value: value is not None and value.year == year


def other(test: Callable[[Any], Test]) -> Meaning:
    return Meaning(Operator.OTHER, test=test)


EQUAL = {"eq": Meaning(Operator.IN), "ne": Meaning(Operator.IN, is_denied=True)}
AMONG = {"in_": Meaning(Operator.IN), "not_in": Meaning(Operator.IN, is_denied=True)}
COMPARED = {
    name: other(partial(compared, getattr(operator, compare)))
    for name, compare in {"gt": "gt", "gte": "ge", "lt": "lt", "lte": "le"}.items()
}
BETWEEN = {"between": other(between)}
NULL = {"is_null": other(is_null)}

STRING = Kind(
    {
        **EQUAL,
        **AMONG,
        "starts_with": Meaning(Operator.STARTS_WITH),
        "ends_with": Meaning(Operator.ENDS_WITH),
        "contains": Meaning(Operator.CONTAINS),
        "glob": Meaning(Operator.GLOB),
        "is_blank": other(is_blank),
    }
)
STRINGS = Kind(
    {
        "has": Meaning(Operator.HAS_ANY),
        "has_any": Meaning(Operator.HAS_ANY),
        "has_all": Meaning(Operator.HAS_ALL),
        "has_none": Meaning(Operator.HAS_ANY, is_denied=True),
        "is_empty": other(is_empty),
    },
    is_list=True,
    compared=str.casefold,
)
INT = Kind({**EQUAL, **COMPARED, **BETWEEN}, repeats=True)
ORDERED = Kind({**EQUAL, **COMPARED, **BETWEEN, **NULL}, repeats=True)
DATE = Kind({**EQUAL, **COMPARED, **BETWEEN, **NULL, "year": other(in_year)}, repeats=True)
ID = Kind({**EQUAL, **AMONG, **NULL})
SUBJECT = Kind({**EQUAL, **AMONG, **NULL}, repeats=True, compared=slugify_subject)
BOOLEAN = Kind(EQUAL)


def text_of(name: str, operand: str) -> str:
    """A text that others are searched for; raises `BadFilter` for one beyond measure."""
    if len(operand) <= LONGEST_TEXT:
        return operand
    what = "A glob" if name == "glob" else f"What {name} looks for"
    raise BadFilter(f"{what} may have {LONGEST_TEXT} characters; this one has {len(operand)}.")


class Glob:
    """A shell pattern: * stands for any characters, ? for one, [abc] for one of these.

    Without ? and [ it is matched by looking for its parts one after the other; else by a regular
    expression, which Python translates so that no text makes matching it explode.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._pieces = pattern.split("*") if re.search(r"[?\[]", pattern) is None else None

    @cached_property
    def literal(self) -> str:
        """The longest text that whatever fits has to contain."""
        return max(SPECIAL.split(self.pattern.partition("[")[0]), key=len)

    @cached_property
    def test(self) -> Test:
        """Whether a text fits."""
        if self._pieces is None:
            match = re.compile(translate(self.pattern)).match
            return lambda value: match(value) is not None
        if len(self._pieces) == 1:
            return lambda value: value == self.pattern
        first, *inner, last = self._pieces
        inner = [one for one in inner if one]
        return partial(matches_glob_parts, first, inner, last, len(first) + len(last))

    def simpler(self) -> tuple[Operator, str]:
        """An operator and its operand that say the same, where there are such."""
        match self._pieces:
            case [text]:
                return Operator.IN, text
            case [text, ""]:
                return Operator.STARTS_WITH, text
            case ["", text]:
                return Operator.ENDS_WITH, text
            case ["", text, ""]:
                return Operator.CONTAINS, text
            case _:
                return Operator.GLOB, self.pattern


def matches_glob_parts(first: str, inner: Iterable[str], last: str, least: int, value: str) -> bool:
    if len(value) < least or not value.startswith(first) or not value.endswith(last):
        return False
    place, end = len(first), len(value) - len(last)
    for piece in inner:
        place = value.find(piece, place, end)
        if place < 0:
            return False
        place += len(piece)
    return True


def globs_of(patterns: Iterable[str]) -> list[Glob]:
    """Those patterns, in an order that is always the same."""
    return [Glob(one) for one in sorted(patterns)]

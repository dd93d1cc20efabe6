from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import fields

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
    SeoFilter,
    StringFilter,
    StringListFilter,
    SubjectFilter,
)
from tests.listing.asking import every
from tests.listing.naive import selected
from tests.listing.town import TOWN

Values = tuple[Any, ...]

STRINGS: dict[str, dict[str, Values]] = {
    "url": {"words": ("/Cells/division", "/cells/meiosis"), "parts": ("/Cells", "division", "/")},
    "path": {"words": ("cells/division.md", "bare.md"), "parts": ("cells/", "division.md", ".md")},
    "slug": {"words": ("division", "bare"), "parts": ("di", "sis", "ion")},
    "title": {"words": ("Meiosis", "Straße", "STRASSE"), "parts": ("Mei", "Div", "?", "divi")},
    "question": {"words": ("How do cells divide?", "Why divide?"), "parts": ("How", "Why", "?")},
    "author": {"words": ("Ada", "ADA", "ada", "Straße"), "parts": ("A", "a", "ce", "ß")},
    "schema_name": {"words": ("article", "page"), "parts": ("art", "Art", "le", "ge")},
    "seo.title": {"words": ("Meiosis", "Cell division"), "parts": ("Cell", "sion", "MEI", "EI")},
    "seo.page_description": {
        "words": ("All about mitosis", ""),
        "parts": ("All", "mitosis", "about"),
    },
    "seo.canonical_url": {
        "words": ("https://a.example/division", ""),
        "parts": ("https://a", "division", "b.ex"),
    },
}

DAYS = (date(2024, 12, 31), date(2025, 2, 6), date(2025, 12, 31), date(2025, 3, 1))
NUMBERS = (-3.0, 0.0, 0.5, 1.0, 7.25)
COUNTS = (0, 120, 2_000, 121, -1)
SPANS = [(start, end) for start in range(3) for end in range(3)]

OPERANDS: dict[type[Struct], dict[str, Values]] = {
    IdFilter: {
        "eq": ("1", "ß", "no"),
        "ne": ("1", "no"),
        "in_": (("1", "2"), ("no",), ()),
        "not_in": (("1", "2"), ("no",), ()),
        "is_null": (True, False),
    },
    SubjectFilter: {
        "eq": ("Cell Biology", "cell-biology", "CELL  BIOLOGY", "no", ""),
        "ne": ("Cell biology", "no", ""),
        "in_": (("physics",), ("Physics", "cell-biology"), ()),
        "not_in": (("physics",), ("Physics", "cell-biology"), ()),
        "is_null": (True, False),
    },
    DateFilter: {
        **dict.fromkeys(("eq", "ne", "gt", "gte", "lt", "lte"), DAYS),
        "between": tuple(DateRange(start=DAYS[start], end=DAYS[end]) for start, end in SPANS),
        "year": (2024, 2025, 1, 0, -1),
        "is_null": (True, False),
    },
    FloatFilter: {
        **dict.fromkeys(("eq", "ne", "gt", "gte", "lt", "lte"), NUMBERS),
        "between": tuple(
            FloatRange(start=NUMBERS[start], end=NUMBERS[end]) for start, end in SPANS
        ),
        "is_null": (True, False),
    },
    IntFilter: {
        **dict.fromkeys(("eq", "ne", "gt", "gte", "lt", "lte"), COUNTS),
        "between": tuple(IntRange(start=COUNTS[start], end=COUNTS[end]) for start, end in SPANS),
    },
    BooleanFilter: {"eq": (True, False), "ne": (True, False)},
    StringListFilter: {
        "has": ("mitosis", "MITOSIS", "no"),
        "has_any": (("labour", "no"), ("no",), ()),
        "has_all": (("cell", "mitosis"), ("labour",), ()),
        "has_none": (("cell", "no"), ("no",), ()),
        "is_empty": (True, False),
    },
}


def string_operands(words: Values, parts: Values) -> dict[str, Values]:
    folded = tuple(word.swapcase() for word in words)
    globs = ("*", "?*", "[A-D]*", *words, *(f"*{part}*" for part in parts))
    return {
        "eq": (*words, *folded, "no"),
        "ne": (*words, *folded, "no"),
        "in_": (words, words[:1], folded, ("no",), ()),
        "not_in": (words, words[:1], folded, ("no",), ()),
        "contains": (*parts, ""),
        "starts_with": (*parts, *words, ""),
        "ends_with": (*parts, *words, ""),
        "glob": (*globs, *(glob.swapcase() for glob in globs)),
        "is_blank": (True, False),
    }


def kind_of(owner: type[Struct], name: str) -> type[Struct]:
    """The kind of filter that a field takes."""
    (field,) = (one for one in fields(owner) if one.name == name)
    kinds = (StringFilter, SeoFilter, *OPERANDS)
    (kind,) = (one for one in kinds if str(one.__name__) in str(field.type))
    return kind


def leaves() -> Iterator[tuple[str, type[Struct]]]:
    """Each field that can be filtered by, and its kind of filter: read off the filters."""
    combining = {"and_", "or_", "not_", "seo"}
    for name in ArticleFilter.__struct_fields__:
        if name not in combining:
            yield name, kind_of(ArticleFilter, name)
    for name in SeoFilter.__struct_fields__:
        yield f"seo.{name}", kind_of(SeoFilter, name)


def asked(field: str, condition: Any) -> ArticleFilter:
    if field.startswith("seo."):
        return ArticleFilter(seo=SeoFilter(**{field.removeprefix("seo."): condition}))
    return ArticleFilter(**{field: condition})


def cases() -> Iterator[tuple[str, type[Struct], str]]:
    """Each operator of each field."""
    for field, kind in leaves():
        for operator in kind.__struct_fields__:
            if operator != "ignore_case":
                yield field, kind, operator


@pytest.mark.parametrize(("field", "kind", "operator"), list(cases()))
def test_each_operator_of_each_field_selects_what_it_says(
    field: str, kind: type[Struct], operator: str
) -> None:
    of_kind = string_operands(**STRINGS[field]) if kind is StringFilter else OPERANDS[kind]
    cased: Values = ({}, {"ignore_case": True}) if kind is StringFilter else ({},)
    counts: set[int] = set()
    for operand in of_kind[operator]:
        for case in cased:
            condition = asked(field, kind(**{operator: operand}, **case))
            expected = selected(TOWN.articles.values(), condition)
            assert {one.path for one in every(TOWN, condition)} == expected, condition
            counts.add(len(expected))
    if (field, operator) not in NEVER_MISSING:
        # Were every operand to select all articles or none, the comparison would show little.
        assert counts - {0, len(TOWN.articles)}, "no operand here tells the articles apart"


NEVER_MISSING = {("url", "is_blank"), ("path", "is_blank"), ("slug", "is_blank")}

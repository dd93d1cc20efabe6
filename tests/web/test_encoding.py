"""Answers as JSON, whatever stands in them."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gql_content.web.graphql_response import as_json, encoded

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


class Colour(StrEnum):
    RED = "red"


@settings(max_examples=50)
@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_every_value_comes_back_as_it_was(body: dict[str, Any]) -> None:
    assert json.loads(as_json(body)) == body


@pytest.mark.parametrize(
    "value", [2**64, -(2**63) - 1, 10**400, float("inf"), Colour.RED, date(2026, 1, 2), (1, "a")]
)
def test_what_json_has_no_word_for_is_written_as_msgspec_writes_it(value: object) -> None:
    assert as_json({"value": value}) == msgspec.json.encode({"value": value})


def test_moments_are_written_alike_on_any_way() -> None:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert as_json({"moment": moment}) == b'{"moment":"2026-01-02T03:04:05Z"}'


def test_nesting_beyond_what_one_encoder_takes_is_for_the_other() -> None:
    nested: dict[str, Any] = {}
    for _ in range(400):
        nested = {"inner": nested}
    assert json.loads(as_json(nested)) == nested


def test_an_answer_that_is_too_large_is_told_instead() -> None:
    found = encoded({"data": {"text": "x" * 100}}, most=50)
    assert not found.is_whole
    assert json.loads(found.body)["errors"][0]["extensions"]["code"] == "LIMIT_ANSWER"

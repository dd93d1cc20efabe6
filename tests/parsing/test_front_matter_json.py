"""Front matter as JSON, and the long texts."""

import json

import pytest

from gql_content.content import read_texts
from tests.parsing.reading import parse_texts


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12", 12),
        ("-0", 0),
        ("010", 10),
        ("0o10", 8),
        ("0xff", 255),
        ("9007199254740993", 9007199254740993),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("1e3", 1000.0),
        ("-1.50", -1.5),
        (".5", 0.5),
        ("1.", 1.0),
        (".inf", ".inf"),
        ("-.INF", "-.INF"),
        (".nan", ".nan"),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("no", "no"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("2025-02-06", "2025-02-06"),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("|-\n  12", "12"),
        ("!!str 12", "12"),
        ("!!float 3", 3.0),
        ('!!int "3"', 3),
        ("!!null x", None),
        ("!!bool 'true'", True),
        ("{1: a, ~: b, true: c}", {"1": "a", "~": "b", "true": "c"}),
        ("[a, [b]]", ["a", ["b"]]),
        ("é 𝛼", "é 𝛼"),
    ],
)
def test_a_scalar_is_typed_by_the_core_schema(written: str, value: object) -> None:
    found = json.loads(parse_texts(f"a: {written}").front_matter)["a"]
    assert found == value
    assert type(found) is type(value)


def test_json_is_compact_and_keeps_the_order_of_keys() -> None:
    found = parse_texts("length: 1\n__proto__: {content: [items]}\nhandler: é").front_matter
    assert found == '{"length":1,"__proto__":{"content":["items"]},"handler":"é"}'.encode()


def test_a_file_without_front_matter_has_an_empty_object() -> None:
    found = read_texts("a.md", b"# Title")
    assert found is not None
    assert found.front_matter == b"{}"


@pytest.mark.parametrize(
    "body",
    ["", "\n", "\n&nbsp;", "&nbsp;&nbsp;\r\n", "\u00a0\n", "<!-- a -- b\n-->", " <!----> &nbsp; "],
)
def test_a_blank_body_is_none(body: str) -> None:
    assert parse_texts("a: 1", body).body is None


@pytest.mark.parametrize("body", ["x", "&nbsp", "<!-- a", "<b></b>", "&amp;", "--> <!-- -->"])
def test_any_other_body_is_kept(body: str) -> None:
    assert parse_texts("a: 1", body).body == body


@pytest.mark.parametrize(
    "answer", ["''", '"\\\\n \\\\n"', "'&nbsp;'", "<!-- x -->", "\\n&nbsp;\\n"]
)
def test_a_blank_answer_is_none(answer: str) -> None:
    assert parse_texts(f"answer: {answer}").answer is None


def test_literal_newlines_of_an_answer_are_kept() -> None:
    assert parse_texts("answer: |\n  a\n\n    b\n  c\\nd").answer == "a\n\n  b\nc\nd"


def test_escaped_newlines_are_decoded_in_the_answer_only() -> None:
    found = parse_texts("answer: a\\nb\ntitle: a\\nb", "a\\nb")
    assert (found.answer, found.body) == ("a\nb", "a\\nb")
    assert json.loads(found.front_matter) == {"answer": "a\\nb", "title": "a\\nb"}

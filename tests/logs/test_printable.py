"""Text of clients is logged in one line and without control characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.log import escape_unprintable


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Astronomy", "Astronomy"),
        ("星とMusik é", "星とMusik é"),
        ("", ""),
        ("two\nlines\r", r"two\nlines\r"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m \x7f \x00", r"\x9b31m \x7f \x00"),  # one-byte terminal escapes
        ("abc\u202etxt.exe", r"abc\u202etxt.exe"),  # changes the text direction
        ("a\u2028b", r"a\u2028b"),  # a line break in JavaScript
        ("\ud800", r"\ud800"),  # a lone surrogate, which UTF-8 cannot encode
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_unprintable_characters_are_escaped(text: str, escaped: str) -> None:
    assert escape_unprintable(text) == escaped


def test_a_long_text_is_truncated_with_an_ellipsis() -> None:
    assert escape_unprintable("x" * 200) == "x" * 200
    assert escape_unprintable("x" * 201) == "x" * 200 + "…"
    assert escape_unprintable("\n" * 1_000_000, 3) == r"\n\n\n…"


@given(st.text(st.characters()))
def test_every_text_becomes_printable(text: str) -> None:
    escaped = escape_unprintable(text)
    assert escaped.isprintable()
    assert escaped.encode().decode() == escaped

"""Whatever a client sends, the log shows it in one line and without effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.logs import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Astronomy", "Astronomy"),
        ("星とMusik é", "星とMusik é"),
        ("", ""),
        ("two\nlines\r", r"two\nlines\r"),
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("\x9b31m \x7f \x00", r"\x9b31m \x7f \x00"),  # a terminal's escapes of one byte too
        ("abc\u202etxt.exe", r"abc\u202etxt.exe"),  # turns the direction of writing
        ("a\u2028b", r"a\u2028b"),  # a line break to JavaScript
        ("\ud800", r"\ud800"),  # half a character, which UTF-8 has no bytes for
        ("\U000e0001", r"\U000e0001"),
    ],
)
def test_what_has_no_glyph_is_written_as_an_escape(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    assert printable("x" * 200) == "x" * 200
    assert printable("x" * 201) == "x" * 200 + "…"
    assert printable("\n" * 1_000_000, 3) == r"\n\n\n…"


@given(st.text(st.characters()))
def test_any_text_becomes_one_that_can_be_printed(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown

"""Lines and columns as editors count them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.content.parse_issues import LineIndex, locate_offset


@pytest.mark.parametrize(
    ("text", "at", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab\ncd", 1, 1, 2),
        ("ab\ncd", 3, 2, 1),
        ("ab\r\ncd", 5, 2, 2),
        ("ab\rcd", 4, 2, 2),
        ("a\n\nb", 2, 2, 1),
        ("a\u2028b\x85c", 4, 1, 5),
        ("a\n", 2, 2, 1),
    ],
)
def test_an_offset_has_a_line_and_a_column(text: str, at: int, line: int, column: int) -> None:
    assert locate_offset(text, at) == LineIndex(text).locate(at) == (line, column)


@given(st.text("ab\r\n\u2028", max_size=12).map(lambda text: text + "end"), st.data())
def test_both_ways_to_locate_an_offset_agree(text: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([at for at in range(len(text)) if text[at] != "\n"]))
    assert locate_offset(text, at) == LineIndex(text).locate(at)

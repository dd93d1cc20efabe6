from typing import TypedDict, Unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.errors import BadWindow
from gql_content.query import Window, window_of


class Arguments(TypedDict, total=False):
    first: int | None
    after: str | None
    last: int | None
    before: str | None
    offset: int | None


def window(**given: Unpack[Arguments]) -> Window:
    return window_of(
        first=given.get("first"),
        after=given.get("after"),
        last=given.get("last"),
        before=given.get("before"),
        offset=given.get("offset"),
        default_size=20,
        most=100,
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (Arguments(first=-1), r"^first is -1: it counts articles and cannot be negative"),
        (Arguments(last=-5), r"^last is -5: it counts articles and cannot be negative"),
        (Arguments(offset=-1), r"^offset is -1: it counts articles and cannot be negative"),
        (Arguments(first=101), r"^first is 101: .* at most 100 .*after.*--max-page-size"),
        (Arguments(last=101), r"^last is 101: .* at most 100 .*--max-page-size"),
        (Arguments(first=1, last=1), r"^first and last .*give one of them"),
        (Arguments(first=0, last=0), r"^first and last .*give one of them"),
        (Arguments(offset=0, after="c"), r"^offset .*goes with first, not with after, before or l"),
        (Arguments(offset=1, before="c"), r"^offset .*goes with first, not with after, before or"),
        (Arguments(offset=1, last=1), r"^offset .*goes with first, not with after, before or last"),
    ],
)
def test_arguments_that_describe_no_page_are_refused_and_told_why(
    arguments: Arguments, message: str
) -> None:
    with pytest.raises(BadWindow, match=message) as caught:
        window(**arguments)
    assert caught.value.code == "BAD_WINDOW"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (Arguments(), Window(size=20)),
        (Arguments(first=0), Window(size=0)),
        (Arguments(first=100), Window(size=100)),
        (Arguments(last=0), Window(size=0, from_end=True)),
        (Arguments(last=100), Window(size=100, from_end=True)),
        (Arguments(offset=7), Window(size=20, offset=7)),
        (Arguments(first=3, offset=10**9), Window(size=3, offset=10**9)),
        (Arguments(first=3, after="a", before="b"), Window(size=3, after="a", before="b")),
        (
            Arguments(last=3, after="a", before="b"),
            Window(size=3, from_end=True, after="a", before="b"),
        ),
        (Arguments(before="b"), Window(size=20, before="b")),
        (Arguments(after=""), Window(size=20, after="")),
    ],
)
def test_arguments_describe_a_window(arguments: Arguments, expected: Window) -> None:
    assert window(**arguments) == expected


COUNT = st.none() | st.integers(-2, 102)
CURSOR = st.sampled_from((None, "c"))


@given(COUNT, CURSOR, COUNT, CURSOR, COUNT)
def test_no_arguments_make_a_window_that_is_larger_than_a_page(
    first: int | None, after: str | None, last: int | None, before: str | None, offset: int | None
) -> None:
    try:
        made = window(first=first, after=after, last=last, before=before, offset=offset)
    except BadWindow:
        return
    assert 0 <= made.size <= 100
    assert made.offset == (offset or 0) >= 0
    assert made.size == next(size for size in (first, last, 20) if size is not None)

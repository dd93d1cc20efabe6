from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gql_content.markdown import Heading, TocEntry, read_markdown


def format_outline(entries: Sequence[TocEntry]) -> str:
    return "".join(f"{entry.text}({format_outline(entry.children)})" for entry in entries)


def flatten(entries: Sequence[TocEntry]) -> Iterator[Heading]:
    for entry in entries:
        yield Heading(entry.id, entry.text, entry.level)
        yield from flatten(entry.children)


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("# a\n## b\n### c\n## d\n# e", "a(b(c())d())e()"),
        ("# a\n### b\n## c", "a(b()c())"),
        ("### a\n## b\n# c", "a()b()c()"),
        ("# a\n#### b", "a()"),
        ("", ""),
    ],
    ids=["nested", "a level is skipped", "the highest comes last", "too deep", "nothing"],
)
def test_the_tree_follows_the_levels(source: str, tree: str) -> None:
    assert format_outline(read_markdown(source).toc()) == tree


def test_entries_are_headings_with_children() -> None:
    assert read_markdown("# a\n## b").toc() == (
        TocEntry("a", "a", 1, (TocEntry("b", "b", 2, ()),)),
    )


@given(st.lists(st.integers(1, 6)), st.integers(-1, 7))
def test_the_tree_has_the_headings_in_their_order(levels: list[int], depth: int) -> None:
    document = read_markdown("\n".join("#" * level + " a" for level in levels))
    assert tuple(flatten(document.toc(depth))) == document.headings(depth)


@given(st.lists(st.integers(1, 6)))
def test_children_are_of_a_lower_rank(levels: list[int]) -> None:
    entries = [*read_markdown("\n".join("#" * level + " a" for level in levels)).toc(6)]
    while entries:
        entry = entries.pop()
        assert all(child.level > entry.level for child in entry.children)
        entries += entry.children

"""A flat row of headings → a tree."""

from collections.abc import Sequence

from gql_content.rendering.values import Heading, TocEntry


def toc_of(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Each heading below the nearest one before it of a higher rank, so a level may be skipped."""
    entries: list[TocEntry] = []
    at = 0
    while at < len(headings):
        heading, end = headings[at], _end(headings, at)
        children = toc_of(headings[at + 1 : end])
        entries.append(TocEntry(heading.id, heading.text, heading.level, children))
        at = end
    return tuple(entries)


def _end(headings: Sequence[Heading], at: int) -> int:
    following = range(at + 1, len(headings))
    level = headings[at].level
    return next((i for i in following if headings[i].level <= level), len(headings))

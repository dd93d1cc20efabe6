"""Builds a table of contents."""

from collections.abc import Sequence

from gql_content.rendering.values import Heading, TocEntry


def build_toc(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Nest each heading below the nearest previous one of a higher rank. Levels may be skipped."""
    entries: list[TocEntry] = []
    at = 0
    while at < len(headings):
        heading, end = headings[at], _find_section_end(headings, at)
        children = build_toc(headings[at + 1 : end])
        entries.append(TocEntry(heading.id, heading.text, heading.level, children))
        at = end
    return tuple(entries)


def _find_section_end(headings: Sequence[Heading], at: int) -> int:
    following = range(at + 1, len(headings))
    level = headings[at].level
    return next((i for i in following if headings[i].level <= level), len(headings))

"""Heading offsets: one rendering serves all of them.

A Markdown heading is rendered with a placeholder for its level. The placeholder contains a NUL,
which Markdown replaces, so it cannot be confused with a heading written as raw HTML.
"""

import re

_LEVEL_PLACEHOLDER = re.compile("\0h([1-6])")


def mark_heading_level(tag: str) -> str:
    """Return the placeholder for `tag`, h1 to h6."""
    return "\0" + tag


def apply_heading_offset(html: str, offset: int) -> str:
    """Replace the placeholders by tags, `offset` levels down, within h1 to h6."""
    return _LEVEL_PLACEHOLDER.sub(lambda mark: f"h{min(max(int(mark[1]) + offset, 1), 6)}", html)

"""How far down headings stand: known only when a page asks for the HTML.

A Markdown heading is rendered with a mark in place of its level. The mark holds a null, which no
Markdown text keeps, so headings that an author wrote as raw HTML are never mistaken for it.
"""

import re

_MARK = re.compile("\0h([1-6])")


def level_mark(tag: str) -> str:
    """What stands for `tag`, h1 to h6, until the offset is known."""
    return "\0" + tag


def with_levels(html: str, offset: int) -> str:
    """`html` with its marks made tags, `offset` levels down, within h1 to h6."""
    return _MARK.sub(lambda mark: f"h{min(max(int(mark[1]) + offset, 1), 6)}", html)

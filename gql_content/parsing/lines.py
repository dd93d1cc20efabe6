"""Line and column numbers, from 1, as editors count them.

YAML also breaks lines at U+0085, U+2028 and U+2029, so libyaml's line numbers cannot be used.
"""

import re
from bisect import bisect_right

__all__ = ["LineIndex", "Position", "locate_offset"]

Position = tuple[int, int]
"""Line and column, both from 1."""

LINE_BREAK = re.compile(r"\r\n?|\n")


def locate_offset(text: str, at: int) -> Position:
    """Return the position of one offset. For several in one text, use `LineIndex`."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class LineIndex:
    """Finds the positions of many offsets in one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._breaks = LINE_BREAK.finditer(text)  # consumed lazily

    def locate(self, at: int) -> Position:
        """Return the position of an offset."""
        while self._starts[-1] <= at and (found := next(self._breaks, None)) is not None:
            self._starts.append(found.end())
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

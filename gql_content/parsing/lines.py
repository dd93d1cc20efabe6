"""Lines and columns, from 1, as editors count them.

YAML also breaks lines at U+0085, U+2028 and U+2029, so its own line numbers are of no use.
"""

import re
from bisect import bisect_right

__all__ = ["Lines", "Place", "place"]

Place = tuple[int, int]
"""Line and column."""

BREAK = re.compile(r"\r\n?|\n")


def place(text: str, at: int) -> Place:
    """Where a character stands in a text of which nothing else is asked."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


class Lines:
    """Tells many places of one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0]
        self._breaks = BREAK.finditer(text)  # as far as anybody has asked

    def place(self, at: int) -> Place:
        """Where a character stands."""
        while self._starts[-1] <= at and (found := next(self._breaks, None)) is not None:
            self._starts.append(found.end())
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

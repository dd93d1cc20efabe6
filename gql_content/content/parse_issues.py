"""What is wrong with a file, by offset, until it becomes a `Problem` with line and column."""

import re
from bisect import bisect_right

from msgspec import Struct

from gql_content.model import Problem, Severity

__all__ = ["LineIndex", "ParseError", "ParseIssue", "Position", "issue_to_problem", "locate_offset"]


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


class ParseIssue(Struct, frozen=True):
    """One issue in a file.

    `at` is the character offset in the text that was parsed; `first` is that of the first
    occurrence, if the issue is a repetition.
    """

    code: str
    message: str
    remedy: str
    at: int | None = None
    field: str | None = None
    first: int | None = None
    severity: Severity = Severity.ERROR


class ParseError(Exception):
    """An issue after which parsing cannot continue."""

    def __init__(self, issue: ParseIssue) -> None:
        super().__init__(issue.message)
        self.issue = issue


def issue_to_problem(path: str, text: str, base: int, issue: ParseIssue) -> Problem:
    """Convert an issue in `text[base:]` to a problem with line and column in `text`."""
    line, column = (None, None) if issue.at is None else locate_offset(text, base + issue.at)
    message = issue.message
    if issue.first is not None:
        message += (
            f": first on line {locate_offset(text, base + issue.first)[0]}, again on line {line}."
        )
    return Problem(
        path=path,
        code=issue.code,
        message=message,
        remedy=issue.remedy,
        severity=issue.severity,
        line=line,
        column=column,
        field=issue.field,
    )

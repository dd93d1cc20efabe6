"""Issues found while parsing, before they become `Problem`s with line and column."""

from msgspec import Struct

from gql_content.model import Problem, Severity
from gql_content.parsing.lines import locate_offset

__all__ = ["ParseError", "ParseIssue", "issue_to_problem"]


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

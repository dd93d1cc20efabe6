"""The text format: each problem with its location, the line, a caret and a remedy."""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.cells import cell_len

from gql_content.checks import RULES, describe_rule
from gql_content.cli.reports.report import Report
from gql_content.loading import Reader
from gql_content.model import Problem, Severity

__all__ = ["format_summary", "format_text"]

EXCERPT_CELLS = 96
EXCERPT_CELLS_BEFORE = 60
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def format_text(report: Report) -> str:
    """All problems, then the summary."""
    reader = LineReader(report.root)
    paragraphs = ["\n".join(format_problem(report, problem, reader)) for problem in report.problems]
    return "\n\n".join([*paragraphs, format_summary(report)])


def format_summary(report: Report) -> str:
    """A row for each code, and a line with the totals."""
    files = len({problem.path for problem in report.problems})
    errors = sum(problem.severity is Severity.ERROR for problem in report.problems)
    total = (
        f"{len(report.problems):>8,}  problems, {errors:,} of them errors, "
        f"in {files:,} of {report.files:,} files"
    )
    return "\n".join([*format_counts(report), total])


def format_counts(report: Report) -> Iterator[str]:
    width = max((len(count.code) for count in report.counts), default=0)
    for count in report.counts:
        rule = RULES.get(count.code)
        meaning = describe_rule(rule) if rule is not None else ""
        severity = click.style(f"{count.severity:7}", fg=COLORS[count.severity])
        yield f"{count.problems:>8,}  {severity}  {count.code:{width}}  {meaning}".rstrip()


def format_problem(report: Report, problem: Problem, reader: "LineReader") -> Iterator[str]:
    parts = [report.get_file(problem), problem.line, problem.column]
    location = ":".join(f"{part}" for part in parts if part is not None)
    severity = click.style(problem.severity, fg=COLORS[problem.severity])
    yield f"{location}  {severity}  {problem.code}  {problem.message}"
    if problem.line is not None:
        number = f"{problem.line}"
        excerpt, caret = cut_line(reader.read_line(problem.path, problem.line), problem.column or 1)
        yield f"  {number} | {excerpt}"
        yield f"  {' ' * len(number)} | {' ' * caret}^"
    yield f"    {problem.remedy}"


def cut_line(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and the number of terminal cells before that."""
    start = max(0, min(column - 1 - EXCERPT_CELLS_BEFORE, len(line) - EXCERPT_CELLS))
    cut = "".join(
        char if char.isprintable() else " " for char in line[start : start + EXCERPT_CELLS]
    )
    head = "…" if start else ""
    tail = "…" if start + EXCERPT_CELLS < len(line) else ""
    return head + cut + tail, cell_len(head + cut[: column - 1 - start])


class LineReader:
    """Reads lines of files; caches the lines of the last file."""

    def __init__(self, root: Path) -> None:
        self._reader = Reader(root)
        self._path = ""
        self._lines: list[str] = []

    def read_line(self, path: str, number: int) -> str:
        """A line by its number, from 1; "" if it no longer exists."""
        if path != self._path:
            self._path, self._lines = path, self._read(path)
        return self._lines[number - 1] if number <= len(self._lines) else ""

    def _read(self, path: str) -> list[str]:
        try:
            data = self._reader.read(path).data
        except OSError:
            return []
        text = data.decode("utf-8-sig", errors="replace")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

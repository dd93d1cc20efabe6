"""For people: each problem at its place, with the line, a caret and a remedy."""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.cells import cell_len

from gql_content.checks import RULES, describe_rule
from gql_content.cli.reports.report import Report
from gql_content.loading import Reader
from gql_content.model import Problem, Severity

__all__ = ["as_text", "summary"]

WIDTH = 96
BEFORE = 60
COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def as_text(report: Report) -> str:
    """Every problem, then the summary."""
    lines = Lines(report.root)
    told = ["\n".join(paragraph(report, one, lines)) for one in report.problems]
    return "\n\n".join([*told, summary(report)])


def summary(report: Report) -> str:
    """A row for each code, and all together in one line."""
    files = len({one.path for one in report.problems})
    errors = sum(one.severity is Severity.ERROR for one in report.problems)
    everything = (
        f"{len(report.problems):>8,}  problems, {errors:,} of them errors, "
        f"in {files:,} of {report.files:,} files"
    )
    return "\n".join([*rows(report), everything])


def rows(report: Report) -> Iterator[str]:
    width = max((len(one.code) for one in report.counts), default=0)
    for one in report.counts:
        rule = RULES.get(one.code)
        meaning = describe_rule(rule) if rule is not None else ""
        severity = click.style(f"{one.severity:7}", fg=COLORS[one.severity])
        yield f"{one.problems:>8,}  {severity}  {one.code:{width}}  {meaning}".rstrip()


def paragraph(report: Report, problem: Problem, lines: "Lines") -> Iterator[str]:
    places = [report.file(problem), problem.line, problem.column]
    place = ":".join(f"{part}" for part in places if part is not None)
    severity = click.style(problem.severity, fg=COLORS[problem.severity])
    yield f"{place}  {severity}  {problem.code}  {problem.message}"
    if problem.line is not None:
        number = f"{problem.line}"
        shown, caret = excerpt(lines.at(problem.path, problem.line), problem.column or 1)
        yield f"  {number} | {shown}"
        yield f"  {' ' * len(number)} | {' ' * caret}^"
    yield f"    {problem.remedy}"


def excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how many cells stand before that on a terminal."""
    start = max(0, min(column - 1 - BEFORE, len(line) - WIDTH))
    cut = "".join(char if char.isprintable() else " " for char in line[start : start + WIDTH])
    head = "…" if start else ""
    tail = "…" if start + WIDTH < len(line) else ""
    return head + cut + tail, cell_len(head + cut[: column - 1 - start])


class Lines:
    """The lines of files, of which the last one asked for is at hand."""

    def __init__(self, root: Path) -> None:
        self._reader = Reader(root)
        self._path = ""
        self._lines: list[str] = []

    def at(self, path: str, number: int) -> str:
        """A line as editors count them, "" where there is none any more."""
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

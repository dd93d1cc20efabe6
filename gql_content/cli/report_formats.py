"""A report as text, JSON, GitHub annotations or SARIF 2.1.0."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import click
import msgspec
from rich.cells import cell_len

from gql_content import __version__
from gql_content.cli.report import Report
from gql_content.files import Reader
from gql_content.model import Problem, Severity
from gql_content.rules import RULES, describe_rule

__all__ = ["format_report"]


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


def format_json(report: Report) -> str:
    """The problems and their counts, as a JSON object."""
    problems = [
        {"file": report.get_file(problem), **msgspec.to_builtins(problem)}
        for problem in report.problems
    ]
    document = {"files": report.files, "counts": report.counts, "problems": problems}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


MESSAGE_ESCAPES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY_ESCAPES = MESSAGE_ESCAPES | str.maketrans({":": "%3A", ",": "%2C"})


def format_github(report: Report) -> str:
    """GitHub workflow commands, which become annotations."""
    return "\n".join(
        format_command(report.get_file(problem), problem) for problem in report.problems
    )


def format_command(file: str, problem: Problem) -> str:
    properties = ",".join(
        f"{name}={f'{value}'.translate(PROPERTY_ESCAPES)}"
        for name, value in iterate_properties(file, problem)
        if value is not None
    )
    message = f"{problem.message} {problem.remedy}".translate(MESSAGE_ESCAPES)
    return f"::{problem.severity} {properties}::{message}"


def iterate_properties(file: str, problem: Problem) -> Iterator[tuple[str, str | int | None]]:
    yield "file", file
    yield "line", problem.line
    yield "col", problem.column
    yield "title", problem.code


SARIF_SCHEMA_URL = "https://json.schemastore.org/sarif-2.1.0.json"


def format_sarif(report: Report) -> str:
    """A SARIF log with one run: the rules with findings, and the findings."""
    counts = report.counts
    codes = [count.code for count in counts]
    rules = [
        {
            "id": count.code,
            "shortDescription": {"text": describe_sarif_rule(count.code)},
            "defaultConfiguration": {"level": str(count.severity)},
        }
        for count in counts
    ]
    run = {
        "tool": {"driver": {"name": "gql-content", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            make_result(report.get_file(problem), problem, codes) for problem in report.problems
        ],
    }
    document = {"$schema": SARIF_SCHEMA_URL, "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def describe_sarif_rule(code: str) -> str:
    rule = RULES.get(code)
    return describe_rule(rule) if rule is not None else code.replace("_", " ").capitalize() + "."


def make_result(file: str, problem: Problem, codes: Sequence[str]) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(file)}}
    if problem.line is not None:
        location["region"] = {"startLine": problem.line, "startColumn": problem.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.severity),
        "message": {"text": f"{problem.message} {problem.remedy}"},
        "locations": [{"physicalLocation": location}],
    }


FORMATTERS: Mapping[str, Callable[[Report], str]] = {
    "text": format_text,
    "summary": format_summary,
    "json": format_json,
    "github": format_github,
    "sarif": format_sarif,
}


def format_report(report: Report, name: str) -> str:
    """Formats a report; `name` is a key of `FORMATTERS`."""
    return FORMATTERS[name](report)

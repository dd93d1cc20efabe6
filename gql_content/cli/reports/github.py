from collections.abc import Iterator

from gql_content.cli.reports.report import Report
from gql_content.model import Problem

__all__ = ["format_github"]

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

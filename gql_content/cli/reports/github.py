from collections.abc import Iterator

from gql_content.cli.reports.report import Report
from gql_content.model import Problem

__all__ = ["as_github"]

IN_MESSAGES = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTIES = IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def as_github(report: Report) -> str:
    """Workflow commands: GitHub shows each beside its line of the file."""
    return "\n".join(command(report.file(one), one) for one in report.problems)


def command(file: str, problem: Problem) -> str:
    properties = ",".join(
        f"{name}={f'{value}'.translate(IN_PROPERTIES)}"
        for name, value in properties_of(file, problem)
        if value is not None
    )
    said = f"{problem.message} {problem.remedy}".translate(IN_MESSAGES)
    return f"::{problem.severity} {properties}::{said}"


def properties_of(file: str, problem: Problem) -> Iterator[tuple[str, str | int | None]]:
    yield "file", file
    yield "line", problem.line
    yield "col", problem.column
    yield "title", problem.code

from collections.abc import Callable, Mapping

from gql_content.cli.reports.github import as_github
from gql_content.cli.reports.json import as_json
from gql_content.cli.reports.report import Report
from gql_content.cli.reports.sarif import as_sarif
from gql_content.cli.reports.text import as_text, summary

__all__ = ["formatted"]

FORMATS: Mapping[str, Callable[[Report], str]] = {
    "text": as_text,
    "summary": summary,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def formatted(report: Report, name: str) -> str:
    """The report in the format of this name."""
    return FORMATS[name](report)

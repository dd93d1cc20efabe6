from collections.abc import Callable, Mapping

from gql_content.cli.reports.github import format_github
from gql_content.cli.reports.json import format_json
from gql_content.cli.reports.report import Report
from gql_content.cli.reports.sarif import format_sarif
from gql_content.cli.reports.text import format_summary, format_text

__all__ = ["format_report"]

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

"""gql-content check"""

import sys
from collections.abc import Sequence
from typing import Any

import click

from gql_content.cli.options import content_argument, make_settings, settings_options
from gql_content.model import Severity

__all__ = ["check"]


CHECK_OPTIONS = ("include", "exclude", "state_dir", "state", "ignore")
FORMATS = ("text", "json", "github", "sarif")


@click.command()
@content_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Output format: text, JSON, GitHub Actions annotations, or SARIF 2.1.0.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    show_default=True,
    help="The lowest severity that causes exit code 1.",
)
@click.option(
    "--only", multiple=True, metavar="CODE", help="Report only problems with this code; repeatable."
)
@click.option("--summary", "summary_only", is_flag=True, help="Print only the counts.")
@click.option("--rules", "list_rules", is_flag=True, help="List the rules and exit.")
@settings_options(only=CHECK_OPTIONS)
def check(
    format_: str,
    fail_on: str,
    only: Sequence[str],
    summary_only: bool,
    list_rules: bool,
    **options: Any,
) -> None:
    """Check the folder CONTENT, and report each problem with its location and a remedy.

    Exit code 0 without problems, 1 with problems, 2 if the command cannot run. Configure a site's
    rules in its .gql-content.toml; docs/problems.md explains every code.
    """
    # Imported late, since importing the rules is slow.
    from gql_content.cli.report import build_report, format_rule_table
    from gql_content.cli.report_formats import format_report

    if list_rules:
        click.echo(format_rule_table())
        return
    report = build_report(make_settings(options), only)
    click.echo(format_report(report, "summary" if summary_only else format_))
    sys.exit(1 if report.has_severity(Severity(fail_on)) else 0)

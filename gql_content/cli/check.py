import sys
from collections.abc import Sequence
from typing import Any

import click

from gql_content.cli.options import content_argument, settings_from, settings_options
from gql_content.model import Severity

__all__ = ["check"]

OPTIONS = ("include", "exclude", "state_dir", "state", "ignore")
FORMATS = ("text", "json", "github", "sarif")


@click.command()
@content_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations of GitHub Actions, or as SARIF 2.1.0.",
)
@click.option(
    "--fail-on",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.ERROR),
    show_default=True,
    help="How bad a problem has to be for exit code 1.",
)
@click.option("--only", multiple=True, metavar="CODE", help="Tell of problems with this code only.")
@click.option("--summary", "brief", is_flag=True, help="Tell how many there are, and no more.")
@click.option("--rules", is_flag=True, help="List the rules and end.")
@settings_options(only=OPTIONS)
def check(
    format_: str, fail_on: str, only: Sequence[str], brief: bool, rules: bool, **given: Any
) -> None:
    """Tell what is wrong in the folder CONTENT, each problem with its place and a remedy.

    Exit code 0 if nothing is, 1 if something is, 2 if the command cannot run. A site's own wishes
    stand in its .gql-content.toml; docs/problems.md explains every code.
    """
    # Imported here, since the rules take long to import and other commands need them not.
    from gql_content.cli.reports import formatted, report_of, rule_table

    if rules:
        click.echo(rule_table())
        return
    report = report_of(settings_from(given), only)
    click.echo(formatted(report, "summary" if brief else format_))
    sys.exit(1 if report.has(Severity(fail_on)) else 0)

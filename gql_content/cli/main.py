import sys
from collections.abc import Sequence

import click

from gql_content import __version__
from gql_content.cli.check import check
from gql_content.cli.documents import documents
from gql_content.cli.query import query
from gql_content.cli.schema import schema
from gql_content.cli.serve import serve
from gql_content.errors import StartError

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gql-content")
def commands() -> None:
    """Serves a folder of Markdown files with front matter as a typed GraphQL API."""


commands.add_command(serve)
commands.add_command(check)
commands.add_command(query)
commands.add_command(documents)
commands.add_command(schema)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; a mistake in how it was called is one line and exit code 2."""
    try:
        commands.main(arguments, prog_name="gql-content", standalone_mode=True)
    except StartError as error:
        click.echo(f"gql-content: {error}", err=True)
        sys.exit(2)

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from gql_content import __version__
from gql_content.errors import StartError

__all__ = ["main"]


NAMES = ("serve", "check", "query", "documents", "schema")


class Commands(click.Group):
    """Each command is in a file of its name, and imported when somebody wants it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        """In the order of their use."""
        return list(NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click has it
        """A command by its name."""
        if cmd_name not in NAMES:
            return None
        return getattr(import_module(f"gql_content.cli.{cmd_name}"), cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gql-content")
def commands() -> None:
    """Serves a folder of Markdown files with front matter as a typed GraphQL API."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; a mistake in how it was called is one line and exit code 2."""
    try:
        commands.main(arguments, prog_name="gql-content", standalone_mode=True)
    except StartError as error:
        click.echo(f"gql-content: {error}", err=True)
        sys.exit(2)

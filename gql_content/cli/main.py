"""The commands."""

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from gql_content import __version__
from gql_content.errors import StartError

__all__ = ["main"]


COMMAND_NAMES = ("serve", "check", "query", "documents", "schema")


class LazyGroup(click.Group):
    """Imports each command, from the module of its name, when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """See `click.Group`, here and below."""
        return list(COMMAND_NAMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature

        if cmd_name not in COMMAND_NAMES:
            return None
        return getattr(import_module(f"gql_content.cli.{cmd_name}"), cmd_name)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gql-content")
def commands() -> None:
    """Serve a folder of Markdown files with front matter as a typed GraphQL API."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; a usage or configuration error is printed as one line with exit code 2."""
    try:
        commands.main(arguments, prog_name="gql-content", standalone_mode=True)
    except StartError as error:
        click.echo(f"gql-content: {error}", err=True)
        sys.exit(2)

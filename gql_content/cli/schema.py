"""gql-content schema"""

import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the GraphQL schema, sorted."""
    from gql_content.schema import sdl  # Imported late, since importing Strawberry is slow.

    click.echo(sdl(), nl=False)

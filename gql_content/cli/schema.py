import click

__all__ = ["schema"]


@click.command()
def schema() -> None:
    """Print the GraphQL schema, sorted."""
    from gql_content.schema import sdl  # Strawberry takes long to import; --help needs it not.

    click.echo(sdl(), nl=False)

import asyncio
import sys
from typing import Any

import click
import msgspec

from gql_content.cli.options import content_argument, settings_from, settings_options
from gql_content.config import Settings
from gql_content.errors import StartError

__all__ = ["query"]

# Whoever asks on the terminal may ask anything.
LIMITS = tuple(
    name
    for name in Settings.__struct_fields__
    if name.startswith("max_") and name != "max_page_size"
)
SERVING = (
    *("host", "port", "watch", "sweep"),
    *("cache_control", "response_cache", "purge_url", "purge_secret"),
    *("persisted_queries", "documents", "documents_only"),
    *("log_level", "log_format", "metrics", "otel", "drain", "workers"),
    *("rate_limit", "proxies", "allowed_hosts", "cors_origins", "production", "token"),
    *LIMITS,
)


@click.command()
@click.argument("text", metavar="QUERY")
@content_argument
@click.option("--variables", metavar="JSON", help="The query's variables, a JSON object.")
@click.option("--operation", metavar="NAME", help="Which operation, where QUERY has several.")
@click.option("--explain", is_flag=True, help="Show how QUERY would be run instead.")
@settings_options(but=SERVING)
def query(
    text: str, variables: str | None, operation: str | None, explain: bool, **given: Any
) -> None:
    """Answer QUERY about the folder CONTENT, without a server.

    Prints the answer as JSON; exit code 1 if it holds errors. QUERY may be - for standard input.
    """
    settings = settings_from(given)
    written = sys.stdin.read() if text == "-" else text
    if explain:
        click.echo(explained(written, variables_in(variables), operation))
        return
    body = asyncio.run(answered(settings, written, variables_in(variables), operation))
    click.echo(msgspec.json.format(msgspec.json.encode(body), indent=2))
    sys.exit(1 if "errors" in body else 0)


def variables_in(written: str | None) -> dict[str, Any] | None:
    try:
        return None if written is None else msgspec.json.decode(written, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise StartError(f"--variables is no JSON object: {error}.") from None


def explained(text: str, variables: dict[str, Any] | None, operation: str | None) -> str:
    from gql_content.execution import Executor, GraphQLParams, OperationResult
    from gql_content.schema import SCHEMA

    executor = Executor(SCHEMA)
    asked = GraphQLParams(query=text, variables=variables, operation_name=operation)
    prepared = executor.prepare(asked)
    if isinstance(prepared, OperationResult):
        raise StartError("; ".join(error.message for error in prepared.errors))
    return executor.explain(prepared)


async def answered(
    settings: Settings, text: str, variables: dict[str, Any] | None, operation: str | None
) -> dict[str, Any]:
    # Imported here, since Strawberry takes long and --help needs it not.
    from gql_content.execution import Executor, GraphQLParams
    from gql_content.schema import SCHEMA
    from gql_content.web import answer, contexts, open_repository

    repository, executor = await open_repository(settings), Executor(SCHEMA)
    asked = GraphQLParams(query=text, variables=variables, operation_name=operation)
    try:
        found = await answer(executor, repository, asked, contexts(settings))
        if found.lacks_index:
            await repository.bring_index()
            found = await answer(executor, repository, asked, contexts(settings))
        return found.body
    finally:
        await repository.close()

"""gql-content query"""

import asyncio
import sys
from typing import Any

import click
import msgspec

from gql_content.cli.options import content_argument, make_settings, settings_options
from gql_content.errors import StartError
from gql_content.settings import Settings

__all__ = ["query"]


# Queries on the terminal are not limited.
QUERY_LIMIT_OPTIONS = tuple(
    name
    for name in Settings.__struct_fields__
    if name.startswith("max_") and name != "max_page_size"
)
SERVER_OPTIONS = (
    *("host", "port", "watch", "sweep"),
    *("cache_control", "response_cache", "purge_url", "purge_secret"),
    *("persisted_queries", "documents", "documents_only"),
    *("log_level", "log_format", "metrics", "otel", "drain", "workers"),
    *("rate_limit", "proxies", "allowed_hosts", "cors_origins", "production", "token"),
    *QUERY_LIMIT_OPTIONS,
)


@click.command()
@click.argument("text", metavar="QUERY")
@content_argument
@click.option("--variables", metavar="JSON", help="The variables, as a JSON object.")
@click.option("--operation", metavar="NAME", help="The operation to run, if QUERY has several.")
@click.option("--explain", is_flag=True, help="Print the execution plan instead of running QUERY.")
@settings_options(exclude=SERVER_OPTIONS)
def query(
    text: str, variables: str | None, operation: str | None, explain: bool, **options: Any
) -> None:
    """Run QUERY on the folder CONTENT, without a server.

    Prints the response as JSON; exit code 1 if it has errors. QUERY may be - for standard input.
    """
    settings = make_settings(options)
    source = sys.stdin.read() if text == "-" else text
    if explain:
        click.echo(explain_query(source, parse_variables(variables), operation))
        return
    body = asyncio.run(run_query(settings, source, parse_variables(variables), operation))
    click.echo(msgspec.json.format(msgspec.json.encode(body), indent=2))
    sys.exit(1 if "errors" in body else 0)


def parse_variables(text: str | None) -> dict[str, Any] | None:
    try:
        return None if text is None else msgspec.json.decode(text, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise StartError(f"--variables is not a JSON object: {error}.") from None


def explain_query(text: str, variables: dict[str, Any] | None, operation: str | None) -> str:
    from gql_content.engine import Executor, GraphQLParams, OperationResult
    from gql_content.schema import SCHEMA

    executor = Executor(SCHEMA)
    params = GraphQLParams(query=text, variables=variables, operation_name=operation)
    prepared = executor.prepare(params)
    if isinstance(prepared, OperationResult):
        raise StartError("; ".join(error.message for error in prepared.errors))
    return executor.explain(prepared)


async def run_query(
    settings: Settings, text: str, variables: dict[str, Any] | None, operation: str | None
) -> dict[str, Any]:
    # Imported late, since importing Strawberry is slow.
    from gql_content.engine import Executor, GraphQLParams
    from gql_content.schema import SCHEMA
    from gql_content.web import answer, contexts, open_repository

    repository, executor = await open_repository(settings), Executor(SCHEMA)
    params = GraphQLParams(query=text, variables=variables, operation_name=operation)
    try:
        response = await answer(executor, repository, params, contexts(settings))
        if response.lacks_index:
            await repository.bring_index()
            response = await answer(executor, repository, params, contexts(settings))
        return response.body
    finally:
        await repository.close()

"""The source event stream of a subscription. Each event is then executed on its own."""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# The executors of graphql-core are generic over unspecified types.

from collections.abc import AsyncIterable, AsyncIterator
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import Executor as CoreExecutor
from graphql import create_source_event_stream

from gql_content.execution.internals import core_schema
from gql_content.execution.outcome import OperationResult
from gql_content.execution.prepared import PreparedOperation

__all__ = ["create_event_stream"]


async def create_event_stream(
    schema: strawberry.Schema, prepared: PreparedOperation, context: object
) -> AsyncIterator[Any] | OperationResult:
    """The events of a prepared subscription, or a result with errors if they cannot be had.

    `context` is used only to open the stream: each event is executed with its own context.
    """
    assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
    executor = CoreExecutor.build(
        core_schema(schema),
        prepared.document.node,
        context_value=context,
        raw_variable_values=prepared.params.variables,
        operation_name=prepared.params.operation_name,
    )
    if isinstance(executor, list):
        return OperationResult(data=None, errors=tuple(executor), is_request_error=True)
    created = create_source_event_stream(executor)
    stream = await created if isawaitable(created) else created
    if isinstance(stream, AsyncIterable):
        return aiter(stream)
    return OperationResult(data=None, errors=tuple(stream.errors or ()), is_request_error=True)

"""Where the events of a subscription come from; each is then executed by itself."""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# graphql-core leaves open what its executors are generic over.

from collections.abc import AsyncIterable, AsyncIterator
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import Executor as CoreExecutor
from graphql import create_source_event_stream

from gql_content.execution.internals import core_schema
from gql_content.execution.outcome import Outcome
from gql_content.execution.prepared import Prepared

__all__ = ["source_of"]


async def source_of(
    schema: strawberry.Schema, prepared: Prepared, context: object
) -> AsyncIterator[Any] | Outcome:
    """The events of a prepared subscription, or the outcome where there can be none.

    Neither they nor this keep `context`: each event is executed in a context of its own.
    """
    assert prepared.document.node is not None  # noqa: S101 - a prepared operation stands in one
    built = CoreExecutor.build(
        core_schema(schema),
        prepared.document.node,
        context_value=context,
        raw_variable_values=prepared.asked.variables,
        operation_name=prepared.asked.operation_name,
    )
    if isinstance(built, list):
        return Outcome(data=None, errors=tuple(built), is_request_error=True)
    found = create_source_event_stream(built)
    stream = await found if isawaitable(found) else found
    if isinstance(stream, AsyncIterable):
        return aiter(stream)
    return Outcome(data=None, errors=tuple(stream.errors or ()), is_request_error=True)

"""Running an operation field by field, by graphql-core: what any schema and any query can have."""
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from inspect import isawaitable

import strawberry
from graphql import ExecutionResult, execute
from strawberry.execution import optimized_is_awaitable

from gql_content.execution.internals import core_schema, is_whole
from gql_content.execution.outcome import Outcome
from gql_content.execution.prepared import Prepared

__all__ = ["interpret"]


async def interpret(
    schema: strawberry.Schema, prepared: Prepared, context: object, root: object = None
) -> Outcome:
    """The outcome of a prepared operation; extensions of the schema see it being run."""
    if schema.extensions or schema.directives or not is_whole(schema):
        return await extended(schema, prepared, context)
    asked = prepared.asked
    result = execute(
        core_schema(schema),
        prepared.document.node,  # pyright: ignore[reportArgumentType] - a prepared operation stands in one
        root_value=root,
        context_value=context,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        executor_class=schema.execution_context_class,
        is_awaitable=optimized_is_awaitable,  # pyright: ignore[reportArgumentType] - as Strawberry itself
        operation_extensions=asked.extensions,
    )
    found = await result if isawaitable(result) else result
    return outcome_of(found)


async def extended(schema: strawberry.Schema, prepared: Prepared, context: object) -> Outcome:
    asked = prepared.asked
    result = await schema.execute(
        asked.query,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        context_value=context,
        operation_extensions=asked.extensions,
    )
    return Outcome(data=result.data, errors=tuple(result.errors or ()))


def outcome_of(result: ExecutionResult) -> Outcome:
    return Outcome(data=result.data, errors=tuple(result.errors or ()))

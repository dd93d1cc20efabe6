# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.
"""Running an operation field by field, by graphql-core: what any schema and any query can have."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from time import monotonic
from typing import Any

import strawberry
from graphql import ExecutionResult, GraphQLResolveInfo, execute
from graphql.type import get_named_type, is_leaf_type
from strawberry.execution import optimized_is_awaitable

from gql_content.engine.cost import cost_of_field
from gql_content.engine.internals import core_schema, is_whole
from gql_content.engine.operation import OperationResult, PreparedOperation
from gql_content.pacing import Budget, current_budget

__all__ = ["interpret"]


async def interpret(
    schema: strawberry.Schema, prepared: PreparedOperation, context: object, root: object = None
) -> OperationResult:
    """The outcome of a prepared operation; extensions of the schema see it being run."""
    if schema.extensions or schema.directives or not is_whole(schema):
        return await extended(schema, prepared, context)
    asked = prepared.params
    result = execute(
        core_schema(schema),
        prepared.document.node,  # pyright: ignore[reportArgumentType] - a prepared operation stands in one
        root_value=root,
        context_value=context,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        middleware=[within_budget],
        executor_class=schema.execution_context_class,
        is_awaitable=optimized_is_awaitable,  # pyright: ignore[reportArgumentType] - as Strawberry itself
        operation_extensions=asked.extensions,
    )
    found = await result if isawaitable(result) else result
    return outcome_of(found)


async def extended(
    schema: strawberry.Schema, prepared: PreparedOperation, context: object
) -> OperationResult:
    asked = prepared.params
    result = await schema.execute(
        asked.query,
        variable_values=asked.variables,
        operation_name=asked.operation_name,
        context_value=context,
        operation_extensions=asked.extensions,
    )
    return OperationResult(data=result.data, errors=tuple(result.errors or ()))


def outcome_of(result: ExecutionResult) -> OperationResult:
    return OperationResult(data=result.data, errors=tuple(result.errors or ()))


def within_budget(
    resolve: Callable[..., Any], source: object, info: GraphQLResolveInfo[Any], **arguments: Any
) -> Any:
    """Calls a resolver in its turn, and counts what it costs and what it comes upon."""
    budget = current_budget()
    budget.spend(cost_of_field(info.parent_type.fields.get(info.field_name)))
    if monotonic() > budget.until:
        return in_turn(budget, info, lambda: resolve(source, info, **arguments))
    found = resolve(source, info, **arguments)
    if isawaitable(found):
        return counted_later(budget, info, found)
    return counted(budget, info, found)


async def in_turn(budget: Budget, info: GraphQLResolveInfo[Any], resolve: Callable[[], Any]) -> Any:
    await budget.turn()
    found = resolve()
    return counted(budget, info, await found if isawaitable(found) else found)


async def counted_later(
    budget: Budget, info: GraphQLResolveInfo[Any], found: Awaitable[Any]
) -> Any:
    return counted(budget, info, await found)


def counted(budget: Budget, info: GraphQLResolveInfo[Any], found: Any) -> Any:
    """A value, of whose objects a note has been made where it is a list."""
    if isinstance(found, list | tuple) and not is_leaf_type(get_named_type(info.return_type)):
        budget.spend(len(found))
    return found

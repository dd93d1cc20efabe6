# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Completes values (CompleteValue, 6.4.3)."""

from collections.abc import Callable, Coroutine, Iterable, Iterator
from datetime import date
from functools import lru_cache
from inspect import isawaitable
from typing import Any

from graphql import GraphQLAbstractType, GraphQLError, GraphQLObjectType, default_type_resolver
from graphql.pyutils import Undefined, inspect, is_iterable
from graphql.type import is_object_type

from gql_content.engine.operation import FallbackRequired
from gql_content.engine.plan import FieldLocation, Leaf, ListOf, Shape
from gql_content.engine.run_state import ResolveInfo, Run, locate_error, null_error, record_error
from gql_content.pacing import Budget

__all__ = [
    "check_type",
    "check_value",
    "check_value_of_type",
    "complete_leaf",
    "complete_leaves",
    "format_date",
    "iterate_list",
    "resolve_type_name",
]


CheckedClasses = set[type]


def check_value(value: Any, checked_classes: CheckedClasses) -> Any:
    """The value a resolver returned; raises an exception, and ends the run for an awaitable.

    A class whose instances are plain values is added to `checked_classes`.
    """
    if isinstance(value, Exception):
        raise value
    if isawaitable(value):
        raise reject_awaitable(value)
    if value is Undefined:
        return None
    checked_classes.add(value.__class__)
    return value


def check_value_of_type(
    value: Any,
    checked_classes: CheckedClasses,
    is_type_of: Callable[[Any, None], bool],
    type_name: str,
    location: FieldLocation,
) -> Any:
    """Like `check_value`, but also calls `is_type_of`, which depends only on the class."""
    value = check_value(value, set())
    if value is None:
        return None
    if not is_type_of(value, None):
        raise GraphQLError(
            f"Expected value of type '{type_name}' but got: {inspect(value)}.", location.nodes
        )
    checked_classes.add(value.__class__)
    return value


def reject_awaitable(value: object) -> FallbackRequired:
    """Closes an unexpected awaitable, and returns the signal to raise."""
    if isinstance(value, Coroutine):
        value.close()
    return FallbackRequired()


def iterate_list(
    value: Any, location: FieldLocation, budget: Budget | None = None
) -> Iterable[Any] | None:
    """The items of a list value, None for null; raises if the value is not iterable.

    Each item is taken off the budget.
    """
    if isinstance(value, Exception):
        raise value
    if isawaitable(value) or hasattr(value, "__aiter__"):
        raise reject_awaitable(value)
    if value is None or value is Undefined:
        return None
    if not is_iterable(value):
        field = f"{location.parent.name}.{location.name}"
        raise GraphQLError(f"Expected Iterable, but did not find one for field '{field}'.")
    return value if budget is None else iterate_within_budget(value, budget)


def iterate_within_budget(values: Iterable[Any], budget: Budget) -> Iterator[Any]:
    for value in values:
        budget.spend(1)
        yield value


MAX_CACHED_DATES = 4_096

format_date = lru_cache(MAX_CACHED_DATES)(date.isoformat)
"""Formats a date, cached since lists repeat dates. Times are not cached: the same moment in two
time zones compares equal, but is formatted differently."""


def complete_leaf(shape: Leaf, value: Any, location: FieldLocation) -> Any:
    """Coerces a scalar or enum to its response value; raises if that fails."""
    value = check_value(value, set())
    if value is None:
        if shape.nullable:
            return None
        raise null_error(location)
    coerced = shape.type.coerce_output_value(value)
    if coerced is None or coerced is Undefined:
        raise TypeError(
            f"Expected `{inspect(shape.type)}.coerce_output_value({inspect(value)})` to return "
            f"non-nullable value, returned: {inspect(coerced)}"
        )
    return coerced


def complete_leaves(
    run: Run, shape: Shape, value: Any, location: FieldLocation, indices: tuple[int, ...]
) -> Any:
    """Coerces a leaf, or a list of leaves at any depth."""
    if isinstance(shape, Leaf):
        return complete_leaf(shape, value, location)
    assert isinstance(shape, ListOf)  # noqa: S101 - compiled code completes objects
    items = iterate_list(value, location)
    if items is None:
        if shape.nullable:
            return None
        raise null_error(location)
    return [
        complete_leaf_item(run, shape.item, item, location, (*indices, index))
        for index, item in enumerate(items)
    ]


def complete_leaf_item(
    run: Run, shape: Shape, value: Any, location: FieldLocation, indices: tuple[int, ...]
) -> Any:
    try:
        return complete_leaves(run, shape, value, location, indices)
    except Exception as error:
        if not shape.nullable:
            raise locate_error(error, location, indices) from error
        return record_error(run, error, location, indices)


def resolve_type_name(kind: GraphQLAbstractType, value: Any, info: ResolveInfo) -> str:
    """The name of the object type of an interface or union value (ResolveAbstractType, 6.4.3).

    Raises `GraphQLError` with graphql-core's message if the type cannot be resolved.
    """
    resolve = kind.resolve_type or default_type_resolver
    name: Any = resolve(value, info, kind)  # pyright: ignore[reportArgumentType, reportUnknownVariableType] - of the same names
    if isawaitable(name):
        raise reject_awaitable(name)
    return check_type_name(kind, name, value, info)


def check_type_name(kind: GraphQLAbstractType, name: Any, value: Any, info: ResolveInfo) -> str:
    where = f"'{info.parent_type.name}.{info.field_name}'"
    if name is None:
        raise GraphQLError(
            f"Abstract type '{kind.name}' must resolve to an Object type at runtime for field "
            f"{where}. Either the '{kind.name}' type should provide a 'resolve_type' function or "
            "each possible type should provide an 'is_type_of' function.",
            info.field_nodes,
        )
    if not isinstance(name, str):
        raise GraphQLError(
            f"Abstract type '{kind.name}' must resolve to an Object type at runtime for field "
            f"{where} with value {inspect(value)}, received '{inspect(name)}', "
            "which is not a valid Object type name.",
            info.field_nodes,
        )
    type_ = info.schema.get_type(name)
    if type_ is None:
        problem = f"was resolved to a type '{name}' that does not exist inside the schema"
    elif not is_object_type(type_):
        problem = f"was resolved to a non-object type '{name}'"
    elif not info.schema.is_sub_type(kind, type_):
        raise GraphQLError(
            f"Runtime Object type '{name}' is not a possible type for '{kind.name}'.",
            info.field_nodes,
        )
    else:
        return name
    raise GraphQLError(f"Abstract type '{kind.name}' {problem}.", info.field_nodes)


def check_type(
    is_of_type: Any, kind: GraphQLObjectType, value: Any, location: FieldLocation
) -> None:
    """Raises unless `is_type_of` returned true for an object."""
    if isawaitable(is_of_type):
        raise reject_awaitable(is_of_type)
    if not is_of_type:
        raise GraphQLError(
            f"Expected value of type '{kind.name}' but got: {inspect(value)}.", location.nodes
        )

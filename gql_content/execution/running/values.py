# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from collections.abc import Callable, Coroutine, Iterable, Iterator
from inspect import isawaitable
from typing import Any

from graphql import GraphQLError
from graphql.pyutils import Undefined, inspect, is_iterable

from gql_content.execution.plans import FieldLocation
from gql_content.execution.signals import FallbackRequired
from gql_content.pacing import Budget

__all__ = ["check_value", "check_value_of_type", "iterate_list", "reject_awaitable"]

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

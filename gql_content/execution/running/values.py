# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Callable, Coroutine, Iterable, Iterator
from inspect import isawaitable
from typing import Any

from graphql import GraphQLError
from graphql.pyutils import Undefined, inspect, is_iterable

from gql_content.execution.plans import Place
from gql_content.execution.signals import Unplanned
from gql_content.pacing import Budget

__all__ = ["accepted", "accepted_as", "items", "unplanned"]

Classes = set[type]


def accepted(value: Any, known: Classes) -> Any:
    """The value, if it is one: an exception is raised, an awaitable ends the run.

    What was found of a class holds for all its instances, and is noted in `known`.
    """
    if isinstance(value, Exception):
        raise value
    if isawaitable(value):
        raise unplanned(value)
    if value is Undefined:
        return None
    known.add(value.__class__)
    return value


def accepted_as(
    value: Any, known: Classes, check: Callable[[Any, None], bool], kind: str, place: Place
) -> Any:
    """The same, where `check` has to confirm that the value is of a type: by its class alone."""
    value = accepted(value, set())
    if value is None:
        return None
    if not check(value, None):
        raise GraphQLError(
            f"Expected value of type '{kind}' but got: {inspect(value)}.", place.nodes
        )
    known.add(value.__class__)
    return value


def unplanned(value: object) -> Unplanned:
    """What to raise for an awaitable that nobody has announced; another will be made."""
    if isinstance(value, Coroutine):
        value.close()
    return Unplanned()


def items(value: Any, place: Place, budget: Budget | None = None) -> Iterable[Any] | None:
    """What can be iterated over where a list is due; each object in it is taken off the budget."""
    if isinstance(value, Exception):
        raise value
    if isawaitable(value) or hasattr(value, "__aiter__"):
        raise unplanned(value)
    if value is None or value is Undefined:
        return None
    if not is_iterable(value):
        raise GraphQLError(
            f"Expected Iterable, but did not find one for field '{place.parent.name}.{place.name}'."
        )
    return value if budget is None else counted(value, budget)


def counted(values: Iterable[Any], budget: Budget) -> Iterator[Any]:
    for value in values:
        budget.spend(1)
        yield value

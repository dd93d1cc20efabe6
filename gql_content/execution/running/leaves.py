from datetime import date
from functools import lru_cache
from typing import Any

from graphql.pyutils import Undefined, inspect

from gql_content.execution.plans import Leaf, ListOf, Place, Shape
from gql_content.execution.running.errors import failed, located, missing
from gql_content.execution.running.run import Run
from gql_content.execution.running.values import accepted, items

__all__ = ["completed_leaf", "completed_leaves", "day"]

REMEMBERED_DAYS = 4_096

day = lru_cache(REMEMBERED_DAYS)(date.isoformat)
"""A date as it is written: lists repeat them. Times are not remembered, since the same moment in
two zones counts as equal."""


def completed_leaf(shape: Leaf, value: Any, place: Place) -> Any:
    """A scalar or enum as it stands in the answer; raises whatever is wrong with it."""
    value = accepted(value, set())
    if value is None:
        if shape.nullable:
            return None
        raise missing(place)
    coerced = shape.type.coerce_output_value(value)
    if coerced is None or coerced is Undefined:
        raise TypeError(
            f"Expected `{inspect(shape.type)}.coerce_output_value({inspect(value)})` to return "
            f"non-nullable value, returned: {inspect(coerced)}"
        )
    return coerced


def completed_leaves(
    run: Run, shape: Shape, value: Any, place: Place, indices: tuple[int, ...]
) -> Any:
    """A leaf, or a list of leaves, or of such lists, whatever is in it."""
    if isinstance(shape, Leaf):
        return completed_leaf(shape, value, place)
    assert isinstance(shape, ListOf)  # noqa: S101 - objects are completed by compiled code
    found = items(value, place)
    if found is None:
        if shape.nullable:
            return None
        raise missing(place)
    return [
        completed_item(run, shape.item, one, place, (*indices, index))
        for index, one in enumerate(found)
    ]


def completed_item(
    run: Run, shape: Shape, value: Any, place: Place, indices: tuple[int, ...]
) -> Any:
    try:
        return completed_leaves(run, shape, value, place, indices)
    except Exception as error:
        if not shape.nullable:
            raise located(error, place, indices) from error
        return failed(run, error, place, indices)

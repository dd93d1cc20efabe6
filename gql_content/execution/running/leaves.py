from datetime import date
from functools import lru_cache
from typing import Any

from graphql.pyutils import Undefined, inspect

from gql_content.execution.plans import FieldLocation, Leaf, ListOf, Shape
from gql_content.execution.running.errors import locate_error, null_error, record_error
from gql_content.execution.running.run import Run
from gql_content.execution.running.values import check_value, iterate_list

__all__ = ["complete_leaf", "complete_leaves", "format_date"]

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

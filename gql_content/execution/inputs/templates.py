# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined
from graphql.type import is_input_object_type, is_non_null_type, is_required_input_field
from graphql.utilities import coerce_input_literal

__all__ = ["filled"]

Fill = Callable[[dict[str, Any]], Any]


class Unfilled(Exception):
    """A variable is missing or null, which is not for a template to judge."""


def filled(node: ValueNode, kind: GraphQLInputType) -> Callable[[VariableValues], Any]:
    """What makes the value of a literal out of those of the variables in it.

    An object that holds nothing but variables and such objects, as most do, has its shape known
    from the first time on. Whatever else there is, and what is out of the ordinary, is left to
    graphql-core.
    """
    fill = filler(node, kind)

    def by_graphql_core(variables: VariableValues) -> Any:
        return coerce_input_literal(node, kind, variables)

    if fill is None:
        return by_graphql_core

    def value(variables: VariableValues) -> Any:
        try:
            return fill(variables.coerced)
        except Unfilled:
            return by_graphql_core(variables)

    return value


def filler(node: ValueNode, kind: GraphQLInputType) -> Fill | None:
    if isinstance(node, VariableNode):
        return variable(node.name.value)
    named = kind.of_type if is_non_null_type(kind) else kind
    if isinstance(node, ObjectValueNode) and is_input_object_type(named):
        return filled_object(node, named)
    return None


def variable(name: str) -> Fill:
    def value(values: dict[str, Any]) -> Any:
        found = values.get(name)
        if found is None:
            raise Unfilled
        return found

    return value


def filled_object(node: ObjectValueNode, kind: GraphQLInputObjectType) -> Fill | None:
    given = {one.name.value: one.value for one in node.fields}
    if any(needs_a_value(field) for name, field in kind.fields.items() if name not in given):
        return None
    if not given.keys() <= kind.fields.keys() or (kind.is_one_of and len(given) != 1):
        return None
    parts: list[tuple[str, Fill]] = []
    for name, field in kind.fields.items():
        if name in given:
            fill = filler(given[name], field.type)
            if fill is None:
                return None
            parts.append((field.out_name or name, fill))

    def value(values: dict[str, Any]) -> Any:
        return kind.out_type({name: fill(values) for name, fill in parts})

    return value


def needs_a_value(field: GraphQLInputField) -> bool:
    """Whether a field that is left out is an error, or has a default."""
    is_empty = field.default is None and field.default_value is Undefined
    return is_required_input_field(field) or not is_empty

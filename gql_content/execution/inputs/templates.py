# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

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

__all__ = ["compile_literal"]

LiteralTemplate = Callable[[dict[str, Any]], Any]


class MissingVariableError(Exception):
    """A variable is missing or null: graphql-core has to coerce the literal."""


def compile_literal(node: ValueNode, type_: GraphQLInputType) -> Callable[[VariableValues], Any]:
    """A function that gives the value of a literal with variables.

    An object whose values are all variables or such objects, the usual case, is compiled to a
    template. Everything else is coerced by graphql-core.
    """
    template = make_template(node, type_)

    def coerce_by_graphql_core(variables: VariableValues) -> Any:
        return coerce_input_literal(node, type_, variables)

    if template is None:
        return coerce_by_graphql_core

    def coerce(variables: VariableValues) -> Any:
        try:
            return template(variables.coerced)
        except MissingVariableError:
            return coerce_by_graphql_core(variables)

    return coerce


def make_template(node: ValueNode, type_: GraphQLInputType) -> LiteralTemplate | None:
    if isinstance(node, VariableNode):
        return make_variable_template(node.name.value)
    nullable_type = type_.of_type if is_non_null_type(type_) else type_
    if isinstance(node, ObjectValueNode) and is_input_object_type(nullable_type):
        return make_object_template(node, nullable_type)
    return None


def make_variable_template(name: str) -> LiteralTemplate:
    def fill(values: dict[str, Any]) -> Any:
        value = values.get(name)
        if value is None:
            raise MissingVariableError
        return value

    return fill


def make_object_template(
    node: ObjectValueNode, type_: GraphQLInputObjectType
) -> LiteralTemplate | None:
    nodes = {field.name.value: field.value for field in node.fields}
    if any(needs_value(field) for name, field in type_.fields.items() if name not in nodes):
        return None
    if not nodes.keys() <= type_.fields.keys() or (type_.is_one_of and len(nodes) != 1):
        return None
    parts: list[tuple[str, LiteralTemplate]] = []
    for name, field in type_.fields.items():
        if name in nodes:
            template = make_template(nodes[name], field.type)
            if template is None:
                return None
            parts.append((field.out_name or name, template))

    def fill(values: dict[str, Any]) -> Any:
        return type_.out_type({name: part(values) for name, part in parts})

    return fill


def needs_value(field: GraphQLInputField) -> bool:
    """Whether omitting a field is an error, or gives it a default."""
    is_empty = field.default is None and field.default_value is Undefined
    return is_required_input_field(field) or not is_empty

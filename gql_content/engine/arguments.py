# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""Arguments of a field: constants, and templates filled from variables."""

from collections.abc import Callable
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.pyutils import Undefined
from graphql.type import is_input_object_type, is_non_null_type, is_required_input_field
from graphql.utilities import coerce_input_literal

__all__ = ["Arguments", "compile_literal"]


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


ArgumentConverter = Callable[[dict[str, Any]], dict[str, Any]]


class Arguments:
    """The arguments of one field node (CoerceArgumentValues, section 6.4.1)."""

    def __init__(
        self, definition: GraphQLField, node: FieldNode, converter: ArgumentConverter
    ) -> None:
        self._definition = definition
        self._node = node
        self._converter = converter
        nodes = {argument.name.value: argument.value for argument in node.arguments or ()}
        self._variable_getters = {
            name: make_argument_getter(value, definition.args[name])
            for name, value in nodes.items()
            if contains_variable(value)
        }
        self._fixed_values = coerce_fixed_arguments(definition, node, self._variable_getters)

    @property
    def is_constant(self) -> bool:
        """Whether no variable occurs in them."""
        return not self._variable_getters

    def constant_values(self) -> dict[str, Any]:
        """The converted values, if `is_constant`."""
        return self._converter(dict(self._fixed_values))

    def coerce(self, variables: VariableValues) -> dict[str, Any]:
        """The values by GraphQL name; raises `GraphQLError`."""
        values = dict(self._fixed_values)
        for name, value_from in self._variable_getters.items():
            value = value_from(variables)
            if value is Undefined:  # Missing or invalid: graphql-core raises the error.
                return get_argument_values(self._definition, self._node, variables)
            values[name] = value
        return values

    def convert(self, variables: VariableValues) -> dict[str, Any]:
        """The values as the resolver's parameters; raises `GraphQLError`."""
        return self._converter(self.coerce(variables))


def coerce_fixed_arguments(
    definition: GraphQLField, node: FieldNode, excluded: dict[str, Any]
) -> dict[str, Any]:
    """The values of the arguments that are not excluded, which contain no variables."""
    others = GraphQLField(
        definition.type, {k: v for k, v in definition.args.items() if k not in excluded}
    )
    return get_argument_values(others, node) if others.args else {}


def make_argument_getter(
    node: ValueNode, definition: GraphQLArgument
) -> Callable[[VariableValues], Any]:
    """A function that gives the value of an argument with variables; `Undefined` if missing."""
    if not isinstance(node, VariableNode):
        return compile_literal(node, definition.type)
    name, is_required = node.name.value, is_non_null_type(definition.type)

    def get(variables: VariableValues) -> Any:
        value = variables.coerced.get(name, Undefined)
        return Undefined if value is None and is_required else value

    return get


def contains_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(contains_variable(item) for item in node.values)
    if isinstance(node, ObjectValueNode):
        return any(contains_variable(item.value) for item in node.fields)
    return isinstance(node, VariableNode)

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from collections.abc import Callable
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    ListValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)
from graphql.execution.values import VariableValues, get_argument_values
from graphql.pyutils import Undefined
from graphql.type import is_non_null_type

from gql_content.execution.inputs.templates import compile_literal

__all__ = ["Arguments"]

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

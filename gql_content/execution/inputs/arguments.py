# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

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

from gql_content.execution.inputs.templates import filled

__all__ = ["Arguments"]

Convert = Callable[[dict[str, Any]], dict[str, Any]]


class Arguments:
    """The arguments of a field where it stands in a document (CoerceArgumentValues, 6.4.1)."""

    def __init__(self, definition: GraphQLField, node: FieldNode, convert: Convert) -> None:
        self._definition = definition
        self._node = node
        self._convert = convert
        given = {one.name.value: one.value for one in node.arguments or ()}
        self._varying = {
            name: value_of(value, definition.args[name])
            for name, value in given.items()
            if has_variable(value)
        }
        self._fixed = fixed(definition, node, self._varying)

    @property
    def are_constant(self) -> bool:
        """Whether they are the same for all variables."""
        return not self._varying

    def constant(self) -> dict[str, Any]:
        """Their values where they are the same for all variables."""
        return self._convert(dict(self._fixed))

    def coerced(self, variables: VariableValues) -> dict[str, Any]:
        """Their values by their names in GraphQL; raises `GraphQLError`."""
        values = dict(self._fixed)
        for name, value_from in self._varying.items():
            value = value_from(variables)
            if value is Undefined:  # Left out, or wrong: graphql-core tells which, and how.
                return get_argument_values(self._definition, self._node, variables)
            values[name] = value
        return values

    def converted(self, variables: VariableValues) -> dict[str, Any]:
        """Their values as the resolver takes them; raises `GraphQLError`."""
        return self._convert(self.coerced(variables))


def fixed(definition: GraphQLField, node: FieldNode, varying: dict[str, Any]) -> dict[str, Any]:
    """The values of those arguments that no variable has a part in."""
    others = GraphQLField(
        definition.type, {k: v for k, v in definition.args.items() if k not in varying}
    )
    return get_argument_values(others, node) if others.args else {}


def value_of(node: ValueNode, definition: GraphQLArgument) -> Callable[[VariableValues], Any]:
    """What gives the value of an argument in which there are variables, `Undefined` for none."""
    if not isinstance(node, VariableNode):
        return filled(node, definition.type)
    name, is_needed = node.name.value, is_non_null_type(definition.type)

    def value(variables: VariableValues) -> Any:
        found = variables.coerced.get(name, Undefined)
        return Undefined if found is None and is_needed else found

    return value


def has_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(has_variable(one) for one in node.values)
    if isinstance(node, ObjectValueNode):
        return any(has_variable(one.value) for one in node.fields)
    return isinstance(node, VariableNode)

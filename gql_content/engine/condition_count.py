"""How many conditions there are in the filters of an operation, with those in its variables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    BooleanValueNode,
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    ListTypeNode,
    ListValueNode,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectValueNode,
    OperationDefinitionNode,
    TypeNode,
    ValueNode,
    VariableNode,
    is_input_object_type,
)
from msgspec import Struct

from gql_content.engine.fragments import expanded, fragments_of

__all__ = ["Conditions", "conditions_of"]


class Conditions(Struct, frozen=True):
    """A number of conditions: some in any case, and all that are in the values of variables.

    Each value within an input object is one, each item of a list there too, and an object without
    any. False is none of its own: it mostly says that something is left as it is. A variable of one
    plain value counts as one, whatever it is.
    """

    fixed: int = 0
    variables: tuple[str, ...] = ()

    def count(self, variables: Mapping[str, Any]) -> int:
        """How many there are under these variables, which have been coerced."""
        if not self.variables:
            return self.fixed
        return self.fixed + sum(leaves_of(variables.get(name)) for name in self.variables)


def conditions_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> Conditions:
    """The conditions of an operation, with each fragment put where it is spread."""
    definitions = operation.variable_definitions or ()
    objects = {
        one.variable.name.value
        for one in definitions
        if is_input_object_type(schema.get_type(name_of(one.type)))
    }
    lists = {one.variable.name.value for one in definitions if is_list(one.type)}
    found = [found_in(value) for value in arguments_in(document, operation, objects)]
    names = [name for _, within in found for name in within]
    counted = tuple(name for name in names if name in objects or name in lists)
    plain = len(names) - len(counted)
    return Conditions(plain + sum(fixed for fixed, _ in found), counted)


def arguments_in(
    document: DocumentNode, operation: OperationDefinitionNode, objects: set[str]
) -> Iterator[ValueNode]:
    """Each argument of a field that is an input object, or a list of such."""
    for step in expanded(operation, fragments_of(document)):
        for one in step.found.fields:
            yield from (value for value in values_of(one.node) if has_object(value, objects))


def values_of(node: FieldNode) -> Iterable[ValueNode]:
    return (one.value for one in node.arguments or ())


def has_object(value: ValueNode, objects: set[str]) -> bool:
    match value:
        case ObjectValueNode():
            return True
        case ListValueNode(values=values):
            return any(has_object(one, objects) for one in values)
        case VariableNode():
            return value.name.value in objects
        case _:
            return False


def found_in(value: ValueNode) -> tuple[int, list[str]]:
    """How many conditions a literal holds, and which variables, each as often as it is there."""
    match value:
        case ObjectValueNode(fields=fields):
            parts = [found_in(one.value) for one in fields]
        case ListValueNode(values=values):
            parts = [found_in(one) for one in values]
        case VariableNode():
            return 0, [value.name.value]
        case BooleanValueNode(value=False):
            return 0, []
        case _:
            return 1, []
    names = [name for _, within in parts for name in within]
    fixed = sum(count for count, _ in parts)
    is_empty_object = isinstance(value, ObjectValueNode) and not fixed and not names
    return (1 if is_empty_object else fixed), names


def leaves_of(value: Any) -> int:
    """The conditions in the coerced value of a variable."""
    if isinstance(value, dict):
        return max(1, sum(map(leaves_of, value.values())))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of anything
    if isinstance(value, list):
        return sum(map(leaves_of, value))  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - of anything
    return 0 if value is None or value is False else 1


def is_list(kind: TypeNode) -> bool:
    return isinstance(kind.type if isinstance(kind, NonNullTypeNode) else kind, ListTypeNode)


def name_of(kind: TypeNode) -> str:
    match kind:
        case NamedTypeNode():
            return kind.name.value
        case ListTypeNode(type=inner) | NonNullTypeNode(type=inner):
            return name_of(inner)
        case _:
            raise AssertionError(kind)

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.

from inspect import isawaitable
from typing import Any

from graphql import GraphQLAbstractType, GraphQLError, GraphQLObjectType, default_type_resolver
from graphql.pyutils import inspect
from graphql.type import is_object_type

from gql_content.execution.plans import FieldLocation
from gql_content.execution.running.infos import ResolveInfo
from gql_content.execution.running.values import reject_awaitable

__all__ = ["check_type", "resolve_type_name"]


def resolve_type_name(kind: GraphQLAbstractType, value: Any, info: ResolveInfo) -> str:
    """The name of the object type of an interface or union value (ResolveAbstractType, 6.4.3).

    Raises `GraphQLError` with graphql-core's message if the type cannot be resolved.
    """
    resolve = kind.resolve_type or default_type_resolver
    name: Any = resolve(value, info, kind)  # pyright: ignore[reportArgumentType, reportUnknownVariableType] - of the same names
    if isawaitable(name):
        raise reject_awaitable(name)
    return check_type_name(kind, name, value, info)


def check_type_name(kind: GraphQLAbstractType, name: Any, value: Any, info: ResolveInfo) -> str:
    where = f"'{info.parent_type.name}.{info.field_name}'"
    if name is None:
        raise GraphQLError(
            f"Abstract type '{kind.name}' must resolve to an Object type at runtime for field "
            f"{where}. Either the '{kind.name}' type should provide a 'resolve_type' function or "
            "each possible type should provide an 'is_type_of' function.",
            info.field_nodes,
        )
    if not isinstance(name, str):
        raise GraphQLError(
            f"Abstract type '{kind.name}' must resolve to an Object type at runtime for field "
            f"{where} with value {inspect(value)}, received '{inspect(name)}', "
            "which is not a valid Object type name.",
            info.field_nodes,
        )
    type_ = info.schema.get_type(name)
    if type_ is None:
        problem = f"was resolved to a type '{name}' that does not exist inside the schema"
    elif not is_object_type(type_):
        problem = f"was resolved to a non-object type '{name}'"
    elif not info.schema.is_sub_type(kind, type_):
        raise GraphQLError(
            f"Runtime Object type '{name}' is not a possible type for '{kind.name}'.",
            info.field_nodes,
        )
    else:
        return name
    raise GraphQLError(f"Abstract type '{kind.name}' {problem}.", info.field_nodes)


def check_type(
    is_of_type: Any, kind: GraphQLObjectType, value: Any, location: FieldLocation
) -> None:
    """Raises unless `is_type_of` returned true for an object."""
    if isawaitable(is_of_type):
        raise reject_awaitable(is_of_type)
    if not is_of_type:
        raise GraphQLError(
            f"Expected value of type '{kind.name}' but got: {inspect(value)}.", location.nodes
        )

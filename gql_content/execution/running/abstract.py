# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and of Strawberry are generic over anything.

from inspect import isawaitable
from typing import Any

from graphql import GraphQLAbstractType, GraphQLError, GraphQLObjectType, default_type_resolver
from graphql.pyutils import inspect
from graphql.type import is_object_type

from gql_content.execution.plans import Place
from gql_content.execution.running.infos import ResolveInfo
from gql_content.execution.running.values import unplanned

__all__ = ["sure", "type_name"]


def type_name(kind: GraphQLAbstractType, value: Any, info: ResolveInfo) -> str:
    """The name of the object type that a value of an interface or union is of (6.4.3).

    Raises `GraphQLError` where there is none, with the words of graphql-core.
    """
    resolve = kind.resolve_type or default_type_resolver
    name: Any = resolve(value, info, kind)  # pyright: ignore[reportArgumentType, reportUnknownVariableType] - of the same names
    if isawaitable(name):
        raise unplanned(name)
    return checked(kind, name, value, info)


def checked(kind: GraphQLAbstractType, name: Any, value: Any, info: ResolveInfo) -> str:
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
    found = info.schema.get_type(name)
    if found is None:
        problem = f"was resolved to a type '{name}' that does not exist inside the schema"
    elif not is_object_type(found):
        problem = f"was resolved to a non-object type '{name}'"
    elif not info.schema.is_sub_type(kind, found):
        raise GraphQLError(
            f"Runtime Object type '{name}' is not a possible type for '{kind.name}'.",
            info.field_nodes,
        )
    else:
        return name
    raise GraphQLError(f"Abstract type '{kind.name}' {problem}.", info.field_nodes)


def sure(answer: Any, kind: GraphQLObjectType, value: Any, place: Place) -> None:
    """Raises unless `is_type_of` has confirmed the type of an object."""
    if isawaitable(answer):
        raise unplanned(answer)
    if not answer:
        raise GraphQLError(
            f"Expected value of type '{kind.name}' but got: {inspect(value)}.", place.nodes
        )

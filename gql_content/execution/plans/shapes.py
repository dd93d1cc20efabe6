"""What a value is completed to (CompleteValue, 6.4.3)."""

from typing import TYPE_CHECKING, Union

from graphql import GraphQLAbstractType, GraphQLLeafType
from msgspec import Struct

if TYPE_CHECKING:
    from gql_content.execution.plans.plan import Selection

__all__ = ["Abstract", "Leaf", "ListOf", "Object", "Shape"]


class Leaf(Struct, frozen=True):
    """A scalar or an enum."""

    type: GraphQLLeafType
    nullable: bool
    waits: bool = False


class ListOf(Struct, frozen=True):
    """A list."""

    item: "Shape"
    nullable: bool
    waits: bool


class Object(Struct, frozen=True):
    """An object with the fields that are selected of it."""

    selection: "Selection"
    nullable: bool
    waits: bool


class Abstract(Struct, frozen=True):
    """An interface or a union: one of several objects."""

    type: GraphQLAbstractType
    selections: "tuple[Selection, ...]"
    nullable: bool
    waits: bool


Shape = Union[Leaf, ListOf, Object, Abstract]  # noqa: UP007 - of names that come later

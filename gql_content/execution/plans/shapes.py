"""What a value is completed to (CompleteValue, 6.4.3)."""

from typing import TYPE_CHECKING, ClassVar, Union

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
    has_lists: ClassVar[bool] = False


class ListOf(Struct, frozen=True):
    """A list."""

    item: "Shape"
    nullable: bool
    waits: bool

    @property
    def has_lists(self) -> bool:
        """See `Selection`, here and below."""
        return self.item.has_lists or isinstance(self.item, Object | Abstract)


class Object(Struct, frozen=True):
    """An object with the fields that are selected of it."""

    selection: "Selection"
    nullable: bool
    waits: bool

    @property
    def has_lists(self) -> bool:
        return self.selection.has_lists


class Abstract(Struct, frozen=True):
    """An interface or a union: one of several objects."""

    type: GraphQLAbstractType
    selections: "tuple[Selection, ...]"
    nullable: bool
    waits: bool

    @property
    def has_lists(self) -> bool:
        return any(one.has_lists for one in self.selections)


Shape = Union[Leaf, ListOf, Object, Abstract]  # noqa: UP007 - of names that come later

"""The shapes that values are completed to (CompleteValue, section 6.4.3)."""

from typing import TYPE_CHECKING, ClassVar, Union

from graphql import GraphQLAbstractType, GraphQLLeafType
from msgspec import Struct

if TYPE_CHECKING:
    from gql_content.execution.plans.plan import SelectionSet

__all__ = ["Abstract", "Leaf", "ListOf", "Object", "Shape"]


class Leaf(Struct, frozen=True):
    """A scalar or an enum."""

    type: GraphQLLeafType
    nullable: bool
    is_async: bool = False
    has_lists: ClassVar[bool] = False


class ListOf(Struct, frozen=True):
    """A list."""

    item: "Shape"
    nullable: bool
    is_async: bool

    @property
    def has_lists(self) -> bool:
        """See `SelectionSet`, here and below."""
        return self.item.has_lists or isinstance(self.item, Object | Abstract)


class Object(Struct, frozen=True):
    """An object, and the selected fields."""

    selection_set: "SelectionSet"
    nullable: bool
    is_async: bool

    @property
    def has_lists(self) -> bool:
        return self.selection_set.has_lists


class Abstract(Struct, frozen=True):
    """An interface or a union: one of several object types."""

    type: GraphQLAbstractType
    selection_sets: "tuple[SelectionSet, ...]"
    nullable: bool
    is_async: bool

    @property
    def has_lists(self) -> bool:
        return any(selection_set.has_lists for selection_set in self.selection_sets)


Shape = Union[Leaf, ListOf, Object, Abstract]  # noqa: UP007 - forward references

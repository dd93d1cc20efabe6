from graphql import FieldNode, GraphQLField, GraphQLObjectType
from msgspec import Struct

from gql_content.execution.plans.access import Access
from gql_content.execution.plans.shapes import Shape

__all__ = ["Field", "Place", "Selection"]


class Place(Struct, frozen=True, eq=False):
    """Where a field stands: in the document and in the answer.

    `keys` lead to it from the root; None stands for the index in a list. `cost` is how many objects
    it counts as when it is read.
    """

    name: str
    parent: GraphQLObjectType
    definition: GraphQLField
    nodes: list[FieldNode]
    keys: tuple[str | None, ...]
    cost: int = 0


class Field(Struct, frozen=True):
    """A field of an answer. `waits` says whether anything in it is asynchronous."""

    key: str
    place: Place
    access: Access
    shape: Shape
    waits: bool


class Selection(Struct, frozen=True):
    """The fields of one object type."""

    type: GraphQLObjectType
    fields: tuple[Field, ...]
    waits: bool

    @property
    def has_lists(self) -> bool:
        """Whether lists of objects are below it: others have their turn while these are made."""
        return any(field.shape.has_lists for field in self.fields)

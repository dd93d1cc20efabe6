from graphql import FieldNode, GraphQLField, GraphQLObjectType
from msgspec import Struct

from gql_content.execution.plans.access import Access
from gql_content.execution.plans.shapes import Shape

__all__ = ["FieldLocation", "FieldPlan", "SelectionSet"]


class FieldLocation(Struct, frozen=True, eq=False):
    """The location of a field in the document and in the response.

    `keys` is the response path from the root; None stands for a list index. `cost` is how many
    objects the field counts as when it is resolved.
    """

    name: str
    parent: GraphQLObjectType
    definition: GraphQLField
    nodes: list[FieldNode]
    keys: tuple[str | None, ...]
    cost: int = 0


class FieldPlan(Struct, frozen=True):
    """A field of the response. `is_async` is true if it or a field below it is asynchronous."""

    key: str
    location: FieldLocation
    access: Access
    shape: Shape
    is_async: bool


class SelectionSet(Struct, frozen=True):
    """The selected fields of one object type."""

    type: GraphQLObjectType
    fields: tuple[FieldPlan, ...]
    is_async: bool

    @property
    def has_lists(self) -> bool:
        """Whether it contains lists of objects: other operations have their turn meanwhile."""
        return any(field.shape.has_lists for field in self.fields)

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownParameterType=false
# The types of graphql-core and Strawberry are generic over unknown types.
"""A plan: which fields, read how, completed to what, as data."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Union

from graphql import FieldNode, GraphQLAbstractType, GraphQLField, GraphQLLeafType, GraphQLObjectType
from msgspec import Struct

from gql_content.engine.arguments import Arguments

__all__ = [
    "Abstract",
    "Access",
    "Attribute",
    "Call",
    "Constant",
    "FieldLocation",
    "FieldPlan",
    "Leaf",
    "ListOf",
    "Object",
    "Resolve",
    "SelectionSet",
    "Shape",
    "explain_plan",
]


class Constant(Struct, frozen=True):
    """A constant string: `__typename`."""

    value: str
    is_async: bool = False


class Attribute(Struct, frozen=True):
    """A chain of attributes of the source, such as `.seo.title`; an empty one is the source."""

    names: tuple[str, ...]
    is_async: bool = False


class Call(Struct, frozen=True):
    """A direct call of the resolver function of a Strawberry field.

    `source` and `info` are the names of those parameters, "" if there is none. `positional` names
    those passed by position, which is faster. With `reads_only_context`, one info is shared by all
    items of a list. Without `can_share_arguments`, each call gets its own lists and input objects,
    since the resolver may change them.
    """

    function: Callable[..., Any]
    source: str
    info: str
    positional: tuple[str, ...]
    reads_only_context: bool
    arguments: Arguments | None
    can_share_arguments: bool
    is_async: bool


class Resolve(Struct, frozen=True):
    """A resolver called as graphql-core does: introspection, or a field with extensions."""

    resolver: Callable[..., Any]
    arguments: Arguments | None
    is_async: bool


Access = Constant | Attribute | Call | Resolve


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


def explain_plan(selection: SelectionSet) -> str:
    """A plan as text: each field with its type and how it is resolved."""
    return "\n".join([f"{selection.type.name}", *format_plan(selection)])


def format_plan(selection: SelectionSet) -> Iterator[str]:
    for field in selection.fields:
        name = field.location.name
        alias = "" if field.key == name else f"{field.key}: "
        yield f"  {alias}{name}: {field.location.definition.type}  ← {format_access(field)}"
        for nested in nested_selection_sets(field.shape):
            if isinstance(innermost_shape(field.shape), Abstract):
                yield f"    on {nested.type.name}"
            yield from (f"  {line}" for line in format_plan(nested))


def format_access(field: FieldPlan) -> str:
    return f"{'await ' if field.access.is_async else ''}{format_source(field.access)}"


def format_source(access: Access) -> str:
    match access:
        case Constant(value):
            return repr(value)
        case Attribute(names):
            return "".join(f".{name}" for name in names) or "the object itself"
        case Call():
            parameters = [access.source, access.info, "…" if access.arguments else ""]
            return f"{access.function.__qualname__}({', '.join(filter(None, parameters))})"
        case _:
            return "as graphql-core resolves it"


def innermost_shape(shape: Shape) -> Shape:
    return innermost_shape(shape.item) if isinstance(shape, ListOf) else shape


def nested_selection_sets(shape: Shape) -> tuple[SelectionSet, ...]:
    match innermost_shape(shape):
        case Object(selection):
            return (selection,)
        case Abstract() as abstract:
            return abstract.selection_sets
        case Leaf() | ListOf():
            return ()

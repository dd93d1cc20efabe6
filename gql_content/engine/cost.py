"""The cost of an operation: how many objects its answer can have."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    VariableNode,
    is_composite_type,
)
from msgspec import Struct

from gql_content.engine.fragments import (
    INTROSPECTION,
    Fragments,
    Selected,
    collected,
    fragments_of,
    selections_below,
)

__all__ = ["Cost", "Page", "PageSizes", "cost_of", "cost_of_field"]


ARGUMENTS = ("first", "last")


class PageSizes(Struct, frozen=True):
    """How long a page is that does not say it, and how long it may be."""

    default: int = 20
    most: int = 1 << 62


class Size(Struct, frozen=True):
    """How long a list is at most: as it is written, or as its variables say, or otherwise."""

    otherwise: int
    most: int = 1 << 62
    written: int | None = None
    variables: tuple[str, ...] = ()

    def among(self, variables: Mapping[str, Any]) -> int:
        """The length under these variables; an impossible one is refused when it comes to that."""
        values = (self.written, *map(variables.get, self.variables))
        length = max((one for one in values if one is not None), default=self.otherwise)
        return min(max(0, length), self.most)


ONE = Size(1)


def size_of(node: FieldNode, field: GraphQLField, sizes: PageSizes) -> Size:
    """What the arguments of a page say; where they are left out, the field's own default."""
    values = [one.value for one in node.arguments or () if one.name.value in ARGUMENTS]
    return Size(
        otherwise=default_of(field, sizes.default),
        most=sizes.most,
        written=max(
            (int(one.value) for one in values if isinstance(one, IntValueNode)), default=None
        ),
        variables=tuple(one.name.value for one in values if isinstance(one, VariableNode)),
    )


def default_of(field: GraphQLField, otherwise: int) -> int:
    defaults: Iterable[Any] = (
        field.args[name].default_value for name in ARGUMENTS if name in field.args
    )
    return next((one for one in defaults if isinstance(one, int)), otherwise)


class Cost(Struct, frozen=True):
    """A number of objects: some in any case, some as the variables have it."""

    fixed: int = 0
    pages: tuple["Page", ...] = ()

    def nodes(self, variables: Mapping[str, Any]) -> int:
        """How many objects there are at most under these variables."""
        return self.fixed + sum(page.nodes(variables) for page in self.pages)


class Page(Struct, frozen=True):
    """A list of objects, and what each of them costs besides."""

    size: Size
    each: Cost

    def nodes(self, variables: Mapping[str, Any]) -> int:
        """As `Cost.nodes`."""
        return self.size.among(variables) * (1 + self.each.nodes(variables))


UNTOLD = 10  # the length of a list that nothing tells
OF_PAGE = frozenset({"nodes", "edges"})


class Reckoning(Struct, frozen=True):
    """What stays the same all through a document."""

    schema: GraphQLSchema
    fragments: Fragments
    sizes: PageSizes


class Place(Struct, frozen=True):
    """Where in a document selections stand: in which type, and in a page of how many."""

    type: GraphQLCompositeType
    page: Size | None = None


def cost_of(
    schema: GraphQLSchema,
    sizes: PageSizes,
    document: DocumentNode,
    operation: OperationDefinitionNode,
) -> Cost:
    """The cost of an operation of a valid document.

    A page's `first` or `last` is the length of the `nodes` and `edges` below it. Introspection
    costs nothing: it is as large as the schema, whatever the content.
    """
    root = schema.get_root_type(operation.operation)
    if root is None:
        return Cost()
    reckoning = Reckoning(schema, fragments_of(document), sizes)
    return below(reckoning, Place(root), operation.selection_set.selections)


def below(reckoning: Reckoning, place: Place, selections: Sequence[SelectionNode]) -> Cost:
    fixed, pages = 0, list[Page]()
    for type_, together in by_field(reckoning, place, selections):
        page = page_of(reckoning, Place(type_, place.page), together)
        if page is not None and (page.each.pages or page.size.variables):
            pages.append(page)
        elif page is not None:
            fixed += page.nodes({})
    return Cost(fixed, tuple(pages))


def cost_of_field(field: GraphQLField | None) -> int:
    """How many objects a field counts as when it is read: what its definition says, mostly none."""
    definition = None if field is None else field.extensions.get("strawberry-definition")
    return 0 if definition is None else definition.metadata.get("cost", 0)


def by_field(
    reckoning: Reckoning, place: Place, selections: Sequence[SelectionNode]
) -> Iterable[tuple[GraphQLCompositeType, Sequence[Selected]]]:
    """The fields that are answered together, each with the type it is asked of.

    Of several possible types all are counted, though an object has only one.
    """
    found: dict[tuple[str, str], tuple[GraphQLCompositeType, list[Selected]]] = {}
    for one in collected(selections, reckoning.fragments).fields:
        type_ = reckoning.schema.get_type(one.condition) if one.condition else place.type
        if is_composite_type(type_):
            key = (type_.name, one.response_name)
            found.setdefault(key, (type_, []))[1].append(one)
    return found.values()


def page_of(reckoning: Reckoning, place: Place, together: Sequence[Selected]) -> Page | None:
    """The objects that a field answers with; None where it has none."""
    node = together[0].node
    field = reckoning.schema.get_field(place.type, node.name.value)
    if field is None or node.name.value in INTROSPECTION:
        return None
    written = str(field.type)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] - a generic without parameters
    is_list, type_ = written.startswith("["), reckoning.schema.get_type(written.strip("[]!"))
    if not is_composite_type(type_):
        return None
    own: Size | None = None
    if any(name in field.args for name in ARGUMENTS):
        own = size_of(node, field, PageSizes(UNTOLD) if is_list else reckoning.sizes)
    inner = Place(type_, None if is_list else own)
    each = below(reckoning, inner, selections_below([one.node for one in together]))
    return Page(length(place, node.name.value, own) if is_list else ONE, each)


def length(place: Place, name: str, own: Size | None) -> Size:
    if own is not None:
        return own
    return place.page if place.page is not None and name in OF_PAGE else Size(UNTOLD)

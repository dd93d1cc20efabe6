from collections.abc import Iterable, Sequence

from graphql import (
    DocumentNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionNode,
    is_composite_type,
)
from msgspec import Struct

from gql_content.execution.limits.collecting import Selected, collected
from gql_content.execution.limits.cost.cost import Cost, Page
from gql_content.execution.limits.cost.size import ARGUMENTS, ONE, PageSizes, Size, size_of
from gql_content.execution.limits.expanding import INTROSPECTION, selections_below
from gql_content.execution.limits.fragments import Fragments, fragments_of

__all__ = ["cost_of", "cost_of_field"]

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

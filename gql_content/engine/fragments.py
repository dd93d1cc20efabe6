"""What is selected once fragments are put in their places."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)
from msgspec import Struct

__all__ = [
    "INTROSPECTION",
    "Definition",
    "Fragments",
    "Selected",
    "Step",
    "collected",
    "cycle_in",
    "expanded",
    "fragments_of",
    "roots_of",
    "selections_below",
]


Definition = OperationDefinitionNode | FragmentDefinitionNode
Fragments = Mapping[str, FragmentDefinitionNode]


def fragments_of(document: DocumentNode) -> Fragments:
    """The fragments by their names; of two that share one, the first."""
    found: dict[str, FragmentDefinitionNode] = {}
    for one in document.definitions:
        if isinstance(one, FragmentDefinitionNode):
            found.setdefault(one.name.value, one)
    return found


def roots_of(document: DocumentNode, fragments: Fragments) -> Iterator[Definition]:
    """Where reading has to begin to come upon everything: operations, and what nothing spreads."""
    definitions = [one for one in document.definitions if isinstance(one, Definition)]
    spread = {name for one in definitions for name in spread_in(one.selection_set)}
    for one in definitions:
        is_reached = (
            isinstance(one, FragmentDefinitionNode)
            and one.name.value in spread
            and fragments[one.name.value] is one
        )
        if not is_reached:
            yield one


def spread_in(selection_set: SelectionSetNode) -> Iterator[str]:
    """The names of the fragments that are spread in it, at any depth."""
    waiting = [selection_set]
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                yield node.name.value
            elif isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                waiting.append(node.selection_set)


def cycle_in(fragments: Fragments) -> GraphQLError | None:
    """The mistake of a fragment that comes to contain itself: no count of it would end."""
    spreads = {name: set(spread_in(one.selection_set)) for name, one in fragments.items()}
    try:
        TopologicalSorter(spreads).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        way = " in ".join(f"...{name}" for name in cycle)
        return GraphQLError(f"Fragments contain one another: {way}.", fragments[cycle[0]])
    return None


class Selected(Struct, frozen=True):
    """A field, and the type that the fragment around it asks for, if one does."""

    node: FieldNode
    condition: str | None

    @property
    def response_name(self) -> str:
        """The key under which its value is answered."""
        return self.node.alias.value if self.node.alias else self.node.name.value


class Collected(Struct, frozen=True):
    """The fields of one selection set, and what lay on the way to them."""

    fields: Sequence[Selected]
    directives: int
    spreads: int
    fragments: int

    @property
    def by_response_name(self) -> dict[str, list[Selected]]:
        """The fields that are answered together."""
        found: dict[str, list[Selected]] = {}
        for one in self.fields:
            found.setdefault(one.response_name, []).append(one)
        return found


def collected(selections: Sequence[SelectionNode], fragments: Fragments) -> Collected:
    """The fields of these selections; a fragment that is spread twice counts once (6.3.2).

    A fragment that does not exist counts nothing: validation tells of it.
    """
    fields: list[Selected] = []
    directives = spreads = 0
    seen: set[str] = set()
    waiting: list[tuple[Sequence[SelectionNode], str | None]] = [(selections, None)]
    while waiting:
        these, condition = waiting.pop()
        for node in these:
            directives += len(node.directives or ())
            spreads += isinstance(node, FragmentSpreadNode)
            if isinstance(node, FieldNode):
                fields.append(Selected(node, condition))
            elif (opened := opened_by(node, fragments, seen)) is not None:
                waiting.append((opened.selection_set.selections, condition_of(opened, condition)))
    return Collected(fields, directives, spreads, len(seen))


def opened_by(
    node: SelectionNode, fragments: Fragments, seen: set[str]
) -> InlineFragmentNode | FragmentDefinitionNode | None:
    """What a selection that is no field puts in its place, the first time."""
    if isinstance(node, InlineFragmentNode):
        return node
    if not isinstance(node, FragmentSpreadNode) or node.name.value in seen:
        return None
    seen.add(node.name.value)
    return fragments.get(node.name.value)


def condition_of(
    fragment: InlineFragmentNode | FragmentDefinitionNode, around: str | None
) -> str | None:
    condition = fragment.type_condition
    return condition.name.value if condition else around


INTROSPECTION = frozenset({"__schema", "__type"})


class Step(Struct, frozen=True):
    """One selection set of an answer; `depth` is that of its fields, from 1.

    Depth stands still within introspection: tools ask for 15 levels there, and what could recurse
    without end has a rule of its own in graphql-core, MaxIntrospectionDepthRule.
    """

    depth: int
    found: Collected
    directives: int


def expanded(root: Definition, fragments: Fragments) -> Iterator[Step]:
    """Every selection set of the answer, outer ones before those within them.

    There may be exponentially many, so the caller has to stop in time.
    """
    around = directives_around(root)
    waiting = [(1, root.selection_set.selections, False)]
    while waiting:
        depth, selections, introspects = waiting.pop()
        found = collected(selections, fragments)
        yield Step(depth, found, found.directives + around)
        around = 0
        for together in found.by_response_name.values():
            nodes = [one.node for one in together]
            below = selections_below(nodes)
            inside = introspects or any(node.name.value in INTROSPECTION for node in nodes)
            if below:
                waiting.append((depth if inside else depth + 1, below, inside))


def directives_around(root: Definition) -> int:
    """Those of an operation itself and of its variables."""
    variables = root.variable_definitions if isinstance(root, OperationDefinitionNode) else ()
    return len(root.directives or ()) + sum(len(one.directives or ()) for one in variables or ())


def selections_below(nodes: Sequence[FieldNode]) -> tuple[SelectionNode, ...]:
    """What is selected below fields that are answered together."""
    return tuple(
        selection
        for node in nodes
        if node.selection_set is not None
        for selection in node.selection_set.selections
    )

"""The fragments of a document, and which of them lead to which."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

__all__ = ["Definition", "Fragments", "cycle_in", "fragments_of", "roots_of", "spread_in"]

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

from collections.abc import Iterator, Sequence

from graphql import FieldNode, OperationDefinitionNode, SelectionNode
from msgspec import Struct

from gql_content.execution.limits.collecting import Collected, collected
from gql_content.execution.limits.fragments import Definition, Fragments

__all__ = ["INTROSPECTION", "Step", "expanded", "selections_below"]

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

    There may be exponentially many, so whoever asks has to stop in time.
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

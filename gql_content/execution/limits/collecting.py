"""What is selected once fragments are put in their places, as execution collects it."""

from collections.abc import Sequence

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionNode,
)
from msgspec import Struct

from gql_content.execution.limits.fragments import Fragments

__all__ = ["Collected", "Selected", "collected"]


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

"""Rejects YAML aliases that form a cycle or expand to too much ("billion laughs")."""

import re

from yaml.nodes import Node, ScalarNode

from gql_content.parsing.faults import ParseError, ParseIssue
from gql_content.parsing.nesting import MAX_DEPTH, make_nesting_error
from gql_content.parsing.structure import get_node_offset

__all__ = ["check_aliases", "has_anchors"]

_ANCHOR = re.compile(r"&(?<![^\s\[\]{},:?-]&)")

MAX_EXPANDED_NODES = 50_000  # far more than real front matter of the allowed size has
MAX_EXPANDED_CHARACTERS = 1024 * 1024


def has_anchors(text: str) -> bool:
    """Whether the YAML may define anchors. May report one inside text, but never misses one."""
    return _ANCHOR.search(text) is not None


def check_aliases(root: Node) -> None:
    """Raise `ParseError` for an alias inside its own anchor, or if aliases expand to too much."""
    _ExpansionMeter().measure(root, 1)


class _ExpansionMeter:
    def __init__(self) -> None:
        self._measured: dict[int, tuple[int, int, int]] = {}
        self._open_nodes: set[int] = set()

    def measure(self, node: Node, depth: int) -> tuple[int, int, int]:
        """Return how many nodes and characters `node` expands to, and its height."""
        if isinstance(node, ScalarNode):
            return 1, len(node.value), 0
        measured = self._measured.get(id(node))
        if measured is None:
            measured = self._measured[id(node)] = self._sum_children(node, depth)
        if depth + measured[2] > MAX_DEPTH:
            raise make_nesting_error(get_node_offset(node))
        return measured

    def _sum_children(self, node: Node, depth: int) -> tuple[int, int, int]:
        if id(node) in self._open_nodes:
            raise ParseError(_make_alias_cycle_issue(node))
        if depth > MAX_DEPTH:
            raise make_nesting_error(get_node_offset(node))
        self._open_nodes.add(id(node))
        nodes, characters, height = 1, 0, 0
        for child in _get_children(node):
            size = self.measure(child, depth + 1)
            nodes, characters, height = nodes + size[0], characters + size[1], max(height, size[2])
            if nodes > MAX_EXPANDED_NODES or characters > MAX_EXPANDED_CHARACTERS:
                raise ParseError(_make_alias_bomb_issue(child))
        self._open_nodes.discard(id(node))
        return nodes, characters, height + 1


def _get_children(node: Node) -> list[Node]:
    children: list[Node] = []
    for item in node.value:
        if isinstance(item, tuple):  # a key and its value
            children.extend(item)  # pyright: ignore[reportUnknownArgumentType] # PyYAML is untyped
        else:
            children.append(item)
    return children


def _make_alias_cycle_issue(node: Node) -> ParseIssue:
    return ParseIssue(
        code="ALIAS_CYCLE",
        message="This value contains an alias of itself.",
        remedy="Write the value out instead of referring to it with `*`.",
        at=get_node_offset(node),
    )


def _make_alias_bomb_issue(node: Node) -> ParseIssue:
    return ParseIssue(
        code="ALIAS_BOMB",
        message=f"With aliases expanded, the front matter has more than "
        f"{MAX_EXPANDED_NODES:,} values or {MAX_EXPANDED_CHARACTERS:,} characters.",
        remedy="Write the values out instead of using aliases.",
        at=get_node_offset(node),
    )

"""What aliases expand to, counted before anything follows them."""

import re

from yaml.nodes import Node, ScalarNode

from gql_content.parsing.faults import Fault, FaultError
from gql_content.parsing.nesting import MAX_DEPTH, too_deep
from gql_content.parsing.structure import position

__all__ = ["check_aliases", "has_anchors"]

_ANCHOR = re.compile(r"&(?<![^\s\[\]{},:?-]&)")

MAX_NODES = 50_000  # more than a front matter of the allowed size has reason to hold
MAX_CHARACTERS = 1024 * 1024


def has_anchors(text: str) -> bool:
    """Whether aliases are possible in YAML; may be wrong about text, but not the other way."""
    return _ANCHOR.search(text) is not None


def check_aliases(root: Node) -> None:
    """Raise where an alias stands in its own anchor, or where all of them expand to too much."""
    _Expansion().of(root, 1)


class _Expansion:
    def __init__(self) -> None:
        self._known: dict[int, tuple[int, int, int]] = {}
        self._open: set[int] = set()

    def of(self, node: Node, depth: int) -> tuple[int, int, int]:
        """How many nodes and characters a node stands for, and how deep it goes."""
        if isinstance(node, ScalarNode):
            return 1, len(node.value), 0
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = self._sum(node, depth)
        if depth + known[2] > MAX_DEPTH:
            raise too_deep(position(node))
        return known

    def _sum(self, node: Node, depth: int) -> tuple[int, int, int]:
        if id(node) in self._open:
            raise FaultError(_cycle(node))
        if depth > MAX_DEPTH:
            raise too_deep(position(node))
        self._open.add(id(node))
        nodes, characters, height = 1, 0, 0
        for child in _children(node):
            more = self.of(child, depth + 1)
            nodes, characters, height = nodes + more[0], characters + more[1], max(height, more[2])
            if nodes > MAX_NODES or characters > MAX_CHARACTERS:
                raise FaultError(_bomb(child))
        self._open.discard(id(node))
        return nodes, characters, height + 1


def _children(node: Node) -> list[Node]:
    children: list[Node] = []
    for item in node.value:
        if isinstance(item, tuple):
            children.extend(item)  # pyright: ignore[reportUnknownArgumentType] # a pair of nodes
        else:
            children.append(item)
    return children


def _cycle(node: Node) -> Fault:
    return Fault(
        code="ALIAS_CYCLE",
        message="This value contains itself through an alias.",
        remedy="Write the value out instead of referring to it with `*`.",
        at=position(node),
    )


def _bomb(node: Node) -> Fault:
    return Fault(
        code="ALIAS_BOMB",
        message=f"With its aliases written out the front matter has more than {MAX_NODES:,} values "
        f"or {MAX_CHARACTERS:,} characters.",
        remedy="Write the values out instead of repeating them with `*`.",
        at=position(node),
    )

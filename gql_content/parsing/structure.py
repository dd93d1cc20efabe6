"""What YAML allows and front matter does not: keys that stand twice, tags, deep nesting."""

from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gql_content.parsing.faults import Fault, FaultError
from gql_content.parsing.nesting import MAX_DEPTH, too_deep

__all__ = ["check_structure", "position"]

_MANY_FAULTS = 20

CORE = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(
    CORE + name for name in ("str", "int", "float", "bool", "null", "map", "seq")
)


def check_structure(root: Node, faults: list[Fault]) -> None:
    """Add to `faults`; raise where fields could not be read. Aliases must have been checked."""
    if root.tag:
        _check_tag(root, root, faults)
    level = [root]
    for _ in range(MAX_DEPTH):
        level = _below(level, root, faults)
        if not level:
            return
    raise too_deep(position(level[0]))


def position(node: Node) -> int | None:
    """Where a node begins in the front matter; unknown in TOML and JSON."""
    return node.start_mark.index if node.start_mark else None


def _below(level: list[Node], root: Node, faults: list[Fault]) -> list[Node]:
    """The collections inside the collections of a level."""
    deeper: list[Node] = []
    for node in level:
        if type(node) is MappingNode:
            _check_mapping(node, root, faults, deeper)
        elif type(node) is SequenceNode:
            for item in node.value:
                if item.tag:
                    _check_tag(item, root, faults)
                if type(item) is not ScalarNode:
                    deeper.append(item)
    return deeper


def _check_mapping(node: MappingNode, root: Node, faults: list[Fault], deeper: list[Node]) -> None:
    pairs: list[tuple[Node, Node]] = node.value
    names: set[str] = set()
    for key, value in pairs:
        if key.tag or value.tag:
            _check_tag(key, root, faults)
            _check_tag(value, root, faults)
        if type(key) is not ScalarNode:
            raise FaultError(_bad_key(key, root))
        names.add(key.value)
        if type(value) is not ScalarNode:
            deeper.append(value)
    if len(names) != len(pairs):
        for fault in _duplicates(pairs, root):
            _report(fault, faults)


def _check_tag(node: Node, root: Node, faults: list[Fault]) -> None:
    if not node.tag or node.tag in _KNOWN_TAGS:
        return
    tag = node.tag.replace(CORE, "!!")
    fault = Fault(
        code="UNKNOWN_TAG",
        message=f"The tag {tag} is not allowed: front matter is data, not objects.",
        remedy=f'Remove {tag}; if the text begins with "!", put it in quotes.',
        at=position(node),
        field=_name_of(node, root),
    )
    _report(fault, faults)


def _report(fault: Fault, faults: list[Fault]) -> None:
    # Naming the field of each of ten thousand faults would take minutes.
    if len(faults) >= _MANY_FAULTS:
        raise FaultError(fault)
    faults.append(fault)


def _bad_key(key: Node, root: Node) -> Fault:
    return Fault(
        code="BAD_KEY",
        message="A key must be text; this one is a list or a mapping.",
        remedy="Name the field with a word; put text that begins with [, { or ? in quotes.",
        at=position(key),
        field=_name_of(key, root),
    )


def _duplicates(pairs: list[tuple[Node, Node]], root: Node) -> Iterator[Fault]:
    firsts: dict[str, Node] = {}
    for key, value in pairs:
        first = firsts.setdefault(key.value, key)
        if first is not key:
            # A full stop follows the two lines, which only the whole file can tell.
            stop = "" if key.start_mark else "."
            yield Fault(
                code="DUPLICATE_KEY",
                message=f"The key {key.value!r} stands twice{stop}",
                remedy="Keep one of the two, or give one another name.",
                at=position(key),
                field=_name_of(value, root) or key.value,
                first=position(first),
            )


def _name_of(wanted: Node, root: Node) -> str | None:
    """The dotted name under which a node stands; slow, for faults only."""
    todo = [(root, "")]
    while todo:
        node, name = todo.pop()
        for part, child in _parts(node):
            dotted = f"{name}.{part}" if name else part
            if child is wanted:
                return dotted
            todo.append((child, dotted))
    return None


def _parts(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, SequenceNode):
        yield from ((str(index), item) for index, item in enumerate(node.value))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield str(key.value), value

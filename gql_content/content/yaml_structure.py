"""YAML to a tree of nodes, and what YAML allows but front matter does not: duplicate keys, tags."""

import re
from collections.abc import Iterator

from yaml._yaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gql_content.content.parse_issues import ParseError, ParseIssue
from gql_content.content.size_limits import (
    MAX_DEPTH,
    ValueCounter,
    check_nesting,
    make_nesting_error,
)

__all__ = [
    "CORE_TAG_PREFIX",
    "check_aliases",
    "check_structure",
    "compose_yaml",
    "get_node_offset",
    "has_anchors",
]


_MAX_STRUCTURE_ISSUES = 20

CORE_TAG_PREFIX = "tag:yaml.org,2002:"
_ALLOWED_TAGS = frozenset(
    CORE_TAG_PREFIX + name for name in ("str", "int", "float", "bool", "null", "map", "seq")
)


def check_structure(root: Node, issues: list[ParseIssue]) -> None:
    """Append to `issues`; raise `ParseError` if fields could not be read. Check aliases first."""
    if root.tag:
        _check_tag(root, root, issues)
    level = [root]
    for _ in range(MAX_DEPTH):
        level = _check_level(level, root, issues)
        if not level:
            return
    raise make_nesting_error(get_node_offset(level[0]))


def get_node_offset(node: Node) -> int | None:
    """Return the offset of a node in the front matter. None for TOML and JSON."""
    return node.start_mark.index if node.start_mark else None


def _check_level(level: list[Node], root: Node, issues: list[ParseIssue]) -> list[Node]:
    """Check one level of collections and return the collections inside them."""
    deeper: list[Node] = []
    for node in level:
        if type(node) is MappingNode:
            _check_mapping(node, root, issues, deeper)
        elif type(node) is SequenceNode:
            for item in node.value:
                if item.tag:
                    _check_tag(item, root, issues)
                if type(item) is not ScalarNode:
                    deeper.append(item)
    return deeper


def _check_mapping(
    node: MappingNode, root: Node, issues: list[ParseIssue], deeper: list[Node]
) -> None:
    pairs: list[tuple[Node, Node]] = node.value
    names: set[str] = set()
    for key, value in pairs:
        if key.tag or value.tag:
            _check_tag(key, root, issues)
            _check_tag(value, root, issues)
        if type(key) is not ScalarNode:
            raise ParseError(_make_bad_key_issue(key, root))
        names.add(key.value)
        if type(value) is not ScalarNode:
            deeper.append(value)
    if len(names) != len(pairs):
        for issue in _find_duplicates(pairs, root):
            _add_structure_issue(issue, issues)


def _check_tag(node: Node, root: Node, issues: list[ParseIssue]) -> None:
    if not node.tag or node.tag in _ALLOWED_TAGS:
        return
    tag = node.tag.replace(CORE_TAG_PREFIX, "!!")
    issue = ParseIssue(
        code="UNKNOWN_TAG",
        message=f"The tag {tag} is not allowed: front matter is data, not objects.",
        remedy=f'Remove {tag}. If it is text that begins with "!", put it in quotes.',
        at=get_node_offset(node),
        field=_find_node_name(node, root),
    )
    _add_structure_issue(issue, issues)


def _add_structure_issue(issue: ParseIssue, issues: list[ParseIssue]) -> None:
    # Finding the field names of ten thousand issues would take minutes.
    if len(issues) >= _MAX_STRUCTURE_ISSUES:
        raise ParseError(issue)
    issues.append(issue)


def _make_bad_key_issue(key: Node, root: Node) -> ParseIssue:
    return ParseIssue(
        code="BAD_KEY",
        message="A key must be text, not a list or a mapping.",
        remedy="Rename the field. Put text that begins with [, { or ? in quotes.",
        at=get_node_offset(key),
        field=_find_node_name(key, root),
    )


def _find_duplicates(pairs: list[tuple[Node, Node]], root: Node) -> Iterator[ParseIssue]:
    firsts: dict[str, Node] = {}
    for key, value in pairs:
        first = firsts.setdefault(key.value, key)
        if first is not key:
            # With positions, the line numbers and a full stop are appended later.
            stop = "" if key.start_mark else "."
            yield ParseIssue(
                code="DUPLICATE_KEY",
                message=f"The key {key.value!r} appears twice{stop}",
                remedy="Remove or rename one of them.",
                at=get_node_offset(key),
                field=_find_node_name(value, root) or key.value,
                first=get_node_offset(first),
            )


def _find_node_name(target: Node, root: Node) -> str | None:
    """Return the dotted name of a node. Slow: only for issues."""
    todo = [(root, "")]
    while todo:
        node, name = todo.pop()
        for part, child in _iterate_children(node):
            dotted = f"{name}.{part}" if name else part
            if child is target:
                return dotted
            todo.append((child, dotted))
    return None


def _iterate_children(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, SequenceNode):
        yield from ((str(index), item) for index, item in enumerate(node.value))
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode):
                yield str(key.value), value


class _StructureParser(CParser):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._value_counter = ValueCounter()

    # PyYAML calls this for the tag of each untagged node. Returning "" disables YAML 1.1's implicit
    # types with their regular expressions, and merge keys, which can expand exponentially.
    def resolve(self, _kind: object, _value: object, _implicit: object) -> str:
        return ""

    def descend_resolver(self, parent: Node | None, _index: object) -> None:
        """Count a node: PyYAML calls this once for each."""
        self._value_counter.add(parent.start_mark.index if parent else 0)

    def ascend_resolver(self) -> None: ...


def compose_yaml(text: str) -> Node | None:
    """Compose the only document in `text`. None if it is empty or has only comments."""
    check_nesting(text)
    return _StructureParser(text).get_single_node()


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

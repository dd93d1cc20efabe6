"""Rejects what YAML allows but front matter does not: duplicate keys, tags, deep nesting."""

from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from gql_content.parsing.faults import ParseError, ParseIssue
from gql_content.parsing.nesting import MAX_DEPTH, make_nesting_error

__all__ = ["check_structure", "get_node_offset"]

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

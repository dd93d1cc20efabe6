"""A fast parser for the simple YAML that editors and bots write, without libyaml.

Most files have nothing but `key: text`, `key: >-` with text on the lines below, and mappings of
these. One regular expression parses them in half the time. Everything else, and everything
ambiguous, is left to libyaml; a test checks that both give the same.
"""

import re
from functools import lru_cache

from yaml.nodes import MappingNode, Node, ScalarNode

__all__ = ["PlainMapping", "parse_plain_style"]


# Groups: the whole field; indentation; name; folded lines; their indentation; plain text; quoted.
_PLAIN_FIELD = re.compile(
    r"^(( *+)([A-Za-z_][A-Za-z0-9_]{0,63}):(?:\n| ++(?:"
    r">-\n(( ++)\S[^\n]*+\n(?:\5\S[^\n]*+\n)*+)"
    r"|((?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-[0-9])[^\n]*+)\n"
    r"|('[^'\n]*+'|\"[^\"\\\n]*+\")\n)))",
    re.MULTILINE,
)

_MAX_BLOCK_CHARACTERS = 1 << 16
_MAX_PLAIN_FIELDS = 1_000
_MAX_INDENT_COLUMNS = 40  # and so at most as many levels

_PRINTABLE_ASCII = bytes((ord("\n"), *range(ord(" "), 0x7F)))


class _PlainStyleScalar(ScalarNode):
    """A scalar without position. PyYAML's own takes nearly twice as long to create."""

    tag = ""
    start_mark = end_mark = style = None

    def __init__(self, value: str) -> None:
        self.value = value


class _PlainScalar(_PlainStyleScalar):
    style = ""


class _FoldedScalar(_PlainStyleScalar):
    style = ">"


class _SingleQuotedScalar(_PlainStyleScalar):
    style = "'"


class _DoubleQuotedScalar(_PlainStyleScalar):
    style = '"'


class PlainMapping(MappingNode):
    """A mapping as a dict of its fields, and as pairs of nodes as in PyYAML."""

    tag = ""
    start_mark = end_mark = flow_style = None

    def __init__(self) -> None:
        self.by_name: dict[str, Node] = {}

    @property
    def value(self) -> list[tuple[Node, Node]]:
        return [(_make_key_node(name), value) for name, value in self.by_name.items()]


_SCALAR_BY_QUOTE = {"'": _SingleQuotedScalar, '"': _DoubleQuotedScalar}
_EMPTY_SCALAR = _PlainScalar("")


def parse_plain_style(block: str) -> PlainMapping | None:
    """Parse front matter into fields without positions. None if it needs the full parser.

    The result equals libyaml's. What libyaml would reject is never accepted, nor are duplicate
    keys, so the structure needs no further check.
    """
    root = PlainMapping()
    column, values = 0, root.by_name
    parents: list[tuple[int, dict[str, Node]]] = []
    pending = ""  # name of the last field if it had no value on its line
    for _, indent, name, lines, margin, text, quoted in _match_fields(block):
        width = len(indent)
        if pending and width > column:
            parents.append((column, values))
            child = values[pending] = PlainMapping()
            column, values = width, child.by_name
        while width < column:
            column, values = parents.pop()
        if (
            width != column
            or width > _MAX_INDENT_COLUMNS
            or name in values
            or 0 < len(margin) <= column
        ):
            return None
        pending = ""
        if text:
            if ": " in text or " #" in text or text[-1] == ":":
                return None
            values[name] = _PlainScalar(text.rstrip(" "))
        elif lines:
            values[name] = _FoldedScalar(lines[len(margin) : -1].replace("\n" + margin, " "))
        elif quoted:
            values[name] = _SCALAR_BY_QUOTE[quoted[0]](quoted[1:-1])
        else:
            pending = name
            values[name] = _EMPTY_SCALAR
    return root if root.by_name else None


def _match_fields(block: str) -> list[tuple[str, ...]]:
    """Return the fields in order, or an empty list if any line is not part of one."""
    if len(block) > _MAX_BLOCK_CHARACTERS or not _is_printable(block):
        return []
    fields: list[tuple[str, ...]] = _PLAIN_FIELD.findall(block)
    covered = sum(len(field[0]) for field in fields)
    return fields if len(fields) < _MAX_PLAIN_FIELDS and covered == len(block) else []


def _is_printable(block: str) -> bool:
    """Whether there is no character that libyaml rejects, and no line break but `\\n`."""
    rest = block.encode().translate(None, _PRINTABLE_ASCII)
    return not rest or rest.decode().isprintable()


@lru_cache(maxsize=4096)
def _make_key_node(name: str) -> ScalarNode:
    return _PlainScalar(name)

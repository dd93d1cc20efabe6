"""The plain style in which editors and bots write front matter, read without libyaml.

Most files hold nothing but `key: text`, `key: >-` with lines of text below, and such fields again
below a key. Reading them by one pattern takes half the time. Whatever is written otherwise, or
could be, is left to libyaml; a test holds the two to each other.
"""

import re
from functools import lru_cache

from yaml.nodes import MappingNode, Node, ScalarNode

__all__ = ["PlainMapping", "read_plain"]

# All of it; indentation, name; lines of text and their indentation; text, or in quotation marks.
_FIELD = re.compile(
    r"^(( *+)([A-Za-z_][A-Za-z0-9_]{0,63}):(?:\n| ++(?:"
    r">-\n(( ++)\S[^\n]*+\n(?:\5\S[^\n]*+\n)*+)"
    r"|((?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-[0-9])[^\n]*+)\n"
    r"|('[^'\n]*+'|\"[^\"\\\n]*+\")\n)))",
    re.MULTILINE,
)

_LONGEST = 1 << 16
_MOST_FIELDS = 1_000
_WIDEST = 40  # columns of indentation, and so at most as many levels

_USUAL = bytes((ord("\n"), *range(ord(" "), 0x7F)))


class _Scalar(ScalarNode):
    """A scalar whose place is unknown; one of the package's own takes nearly twice as long."""

    tag = ""
    start_mark = end_mark = style = None

    def __init__(self, value: str) -> None:
        self.value = value


class _Plain(_Scalar):
    style = ""


class _Folded(_Scalar):
    style = ">"


class _SingleQuoted(_Scalar):
    style = "'"


class _DoubleQuoted(_Scalar):
    style = '"'


class PlainMapping(MappingNode):
    """Fields by their names, and as pairs of nodes for those who ask for these."""

    tag = ""
    start_mark = end_mark = flow_style = None

    def __init__(self) -> None:
        self.by_name: dict[str, Node] = {}

    @property
    def value(self) -> list[tuple[Node, Node]]:
        return [(_key(name), value) for name, value in self.by_name.items()]


_QUOTED = {"'": _SingleQuoted, '"': _DoubleQuoted}
_NOTHING = _Plain("")


def read_plain(block: str) -> PlainMapping | None:
    """The fields of a front matter, without their places; None where it is not in the style.

    Equal to what libyaml gives; what it would refuse is never in the style, nor are duplicate keys,
    so that there is no structure left to check.
    """
    root = PlainMapping()
    column, values = 0, root.by_name
    above: list[tuple[int, dict[str, Node]]] = []
    unsaid = ""  # the name of a field after which no value stands on its line
    for _, indent, name, lines, margin, text, quoted in _fields_of(block):
        width = len(indent)
        if unsaid and width > column:
            above.append((column, values))
            below = values[unsaid] = PlainMapping()
            column, values = width, below.by_name
        while width < column:
            column, values = above.pop()
        if width != column or width > _WIDEST or name in values or 0 < len(margin) <= column:
            return None
        unsaid = ""
        if text:
            if ": " in text or " #" in text or text[-1] == ":":
                return None
            values[name] = _Plain(text.rstrip(" "))
        elif lines:
            values[name] = _Folded(lines[len(margin) : -1].replace("\n" + margin, " "))
        elif quoted:
            values[name] = _QUOTED[quoted[0]](quoted[1:-1])
        else:
            unsaid = name
            values[name] = _NOTHING
    return root if root.by_name else None


def _fields_of(block: str) -> list[tuple[str, ...]]:
    """The fields in the order of their lines; none where there are other lines among them."""
    if len(block) > _LONGEST or not _is_printable(block):
        return []
    fields: list[tuple[str, ...]] = _FIELD.findall(block)
    covered = sum(len(field[0]) for field in fields)
    return fields if len(fields) < _MOST_FIELDS and covered == len(block) else []


def _is_printable(block: str) -> bool:
    """Whether there is nothing in it that libyaml refuses, nor a line break of another script."""
    rest = block.encode().translate(None, _USUAL)
    return not rest or rest.decode().isprintable()


@lru_cache(maxsize=4096)
def _key(name: str) -> ScalarNode:
    return _Plain(name)

"""The plain style in which editors and bots write front matter, read without libyaml.

Most files hold nothing but `key: text`, `key: >-` with lines of text below, and such fields again
below a key. Reading them by two patterns takes a sixth of the time. Whatever is written otherwise,
or could be, is left to libyaml; a test holds the two to each other.
"""

import re
from functools import lru_cache

from yaml.nodes import MappingNode, Node, ScalarNode

__all__ = ["read_plain"]

_FIELD = re.compile(r"( *+)([A-Za-z_][A-Za-z0-9_]{0,63}):(?: ++([^\n]++))?\n")
_LINES = re.compile(r"( ++)\S[^\n]*+\n(?:\1\S[^\n]*+\n)*+")
_UNQUOTED = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-[0-9]")
_QUOTED = re.compile(r"'([^']*+)'|\"([^\"\\]*+)\"")

_MOST_FIELDS = 1_000
_WIDEST = 40  # columns of indentation, and so at most as many levels

_NOTHING = ScalarNode("", "", style="")


class _Unusual(Exception):
    """Not the plain style."""


def read_plain(block: str) -> MappingNode | None:
    """The fields of a front matter, without their places; None where it is not in the style.

    Equal to what libyaml gives; what it would refuse is never in the style, nor are duplicate keys.
    """
    reader = _Reader(block)
    try:
        root = reader.fields(0)
    except _Unusual:
        return None
    return root if root.value and reader.at == len(block) else None


class _Reader:
    __slots__ = ("_block", "_left", "at")

    def __init__(self, block: str) -> None:
        self._block = block
        self._left = _MOST_FIELDS
        self.at = 0

    def fields(self, column: int) -> MappingNode:
        """The fields from here on that begin in one column."""
        pairs: dict[str, tuple[Node, Node]] = {}
        while (field := _FIELD.match(self._block, self.at)) and field.end(1) == self.at + column:
            name, written = field[2], field[3]
            self._left -= 1
            if name in pairs or not self._left:
                raise _Unusual
            self.at = field.end()
            value = self._below(column) if written is None else self._scalar(written, column)
            pairs[name] = (_key(name), value)
        return MappingNode("", list(pairs.values()))

    def _below(self, column: int) -> Node:
        field = _FIELD.match(self._block, self.at)
        deeper = field.end(1) - self.at if field else 0
        if deeper > _WIDEST:
            raise _Unusual
        return self.fields(deeper) if deeper > column else _NOTHING

    def _scalar(self, written: str, column: int) -> Node:
        if written == ">-":
            text, style = self._folded(column), ">"
        elif _UNQUOTED.match(written):
            text, style = _unquoted(written), ""
        elif quoted := _QUOTED.fullmatch(written):
            text, style = written[1:-1], quoted[0][0]
        else:
            raise _Unusual
        # Which no line break of any script is, nor anything that libyaml refuses.
        if not text.isprintable():
            raise _Unusual
        return ScalarNode("", text, style=style)

    def _folded(self, column: int) -> str:
        lines = _LINES.match(self._block, self.at)
        if lines is None or len(lines[1]) <= column:
            raise _Unusual
        self.at = lines.end()
        return lines[0][len(lines[1]) : -1].replace("\n" + lines[1], " ")


def _unquoted(written: str) -> str:
    if ": " in written or " #" in written or written.endswith(":"):
        raise _Unusual
    return written.rstrip(" ")


@lru_cache(maxsize=4096)
def _key(name: str) -> ScalarNode:
    return ScalarNode("", name, style="")

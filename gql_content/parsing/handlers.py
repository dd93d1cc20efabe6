"""Where front matter begins and ends, for python-frontmatter: YAML, TOML and JSON."""

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler
from yaml.nodes import Node

from gql_content.parsing import plain_data
from gql_content.parsing.faults import Fault, FaultError
from gql_content.parsing.yaml_nodes import compose

__all__ = ["HANDLERS", "block_start"]


class _FencedYaml(YAMLHandler):
    # `detect` and `split` are the package's rules without its regular expressions, which take a
    # quarter of the time of reading a file.
    def detect(self, text: str) -> bool:
        return _is_boundary(_first_line(text), "-")

    def split(self, text: str) -> tuple[str, str]:
        return _split(text, "-")

    def load(self, fm: str, **_: object) -> Node | None:
        return compose(fm)


class _FencedToml(BaseHandler):
    # The package has one of its own, but only beside `toml`, which is no longer maintained.
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        return _is_boundary(_first_line(text), "+")

    def split(self, text: str) -> tuple[str, str]:
        return _split(text, "+")

    def load(self, fm: str) -> dict[str, Any]:
        return plain_data.load_toml(fm)


class _BracedJson(JSONHandler):
    def detect(self, text: str) -> bool:
        return _first_line(text).rstrip() == "{"

    def split(self, text: str) -> tuple[str, str]:
        close = 0
        while (close := text.find("\n}", close) + 1) > 0:
            end = _line_end(text, close)
            if text[close:end].rstrip() == "}":
                return text[: close + 1], text[end + 1 :]
        raise FaultError(_unclosed("{", "}"))

    def load(self, fm: str, **_: object) -> Node:
        return plain_data.load_json(fm)


HANDLERS: tuple[BaseHandler, ...] = (_FencedYaml(), _FencedToml(), _BracedJson())


def block_start(text: str) -> int:
    """Where the block that `split` returns begins; the brace of JSON belongs to it."""
    return 0 if text.startswith("{") else text.index("\n") + 1


def _first_line(text: str) -> str:
    return text[: _line_end(text, 0)]


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_boundary(line: str, mark: str) -> bool:
    return line.startswith(mark * 3) and not line.rstrip().strip(mark)


def _split(text: str, mark: str) -> tuple[str, str]:
    opening = text.find("\n")
    start, fence = opening + 1, "\n" + mark * 3
    close = text.find(fence, opening) if start else -1
    while close >= 0:
        end = _line_end(text, close + 1)
        if _is_boundary(text[close + 1 : end], mark):
            return text[start : close + 1], text[end + 1 :]
        close = text.find(fence, end)
    raise FaultError(_unclosed(mark * 3, mark * 3))


def _unclosed(opening: str, closing: str) -> Fault:
    remedy = f"Did you forget to add `{closing}` on a line of its own after the last field?"
    if opening == "---":
        remedy += " If the first line is meant as a thematic break, write `***`."
    return Fault(
        code="UNCLOSED_FRONT_MATTER",
        message=f"The front matter opens with `{opening}` and never ends.",
        remedy=remedy,
        at=0,
    )

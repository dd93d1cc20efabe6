"""Delimiters of YAML, TOML and JSON front matter, as handlers for python-frontmatter."""

import re
from typing import Any

from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler
from yaml.nodes import Node

from gql_content.parsing import plain_data
from gql_content.parsing.faults import ParseError, ParseIssue
from gql_content.parsing.yaml_nodes import compose_yaml

__all__ = ["HANDLERS", "find_block_start"]


class _FencedYaml(YAMLHandler):
    # The rules of python-frontmatter without its regular expressions, which take a quarter of the
    # time to parse a file.
    def detect(self, text: str) -> bool:
        return _is_fence(_get_first_line(text), "-")

    def split(self, text: str) -> tuple[str, str]:
        return _split_fenced(text, "-")

    def load(self, fm: str, **_: object) -> Node | None:
        return compose_yaml(fm)


class _FencedToml(BaseHandler):
    # python-frontmatter has a TOML handler, but only with `toml`, which is unmaintained.
    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)

    def detect(self, text: str) -> bool:
        return _is_fence(_get_first_line(text), "+")

    def split(self, text: str) -> tuple[str, str]:
        return _split_fenced(text, "+")

    def load(self, fm: str) -> dict[str, Any]:
        return plain_data.load_toml(fm)


class _BracedJson(JSONHandler):
    def detect(self, text: str) -> bool:
        return _get_first_line(text).rstrip() == "{"

    def split(self, text: str) -> tuple[str, str]:
        close = 0
        while (close := text.find("\n}", close) + 1) > 0:
            end = _find_line_end(text, close)
            if text[close:end].rstrip() == "}":
                return text[: close + 1], text[end + 1 :]
        raise ParseError(_make_unclosed_issue("{", "}"))

    def load(self, fm: str, **_: object) -> Node:
        return plain_data.load_json(fm)


HANDLERS: tuple[BaseHandler, ...] = (_FencedYaml(), _FencedToml(), _BracedJson())


def find_block_start(text: str) -> int:
    """Return the offset of the block that `split` returns. JSON's brace is part of it."""
    return 0 if text.startswith("{") else text.index("\n") + 1


def _get_first_line(text: str) -> str:
    return text[: _find_line_end(text, 0)]


def _find_line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _is_fence(line: str, fence_character: str) -> bool:
    return line.startswith(fence_character * 3) and not line.rstrip().strip(fence_character)


def _split_fenced(text: str, fence_character: str) -> tuple[str, str]:
    opening = text.find("\n")
    start, fence_start = opening + 1, "\n" + fence_character * 3
    close = text.find(fence_start, opening) if start else -1
    while close >= 0:
        end = _find_line_end(text, close + 1)
        if _is_fence(text[close + 1 : end], fence_character):
            return text[start : close + 1], text[end + 1 :]
        close = text.find(fence_start, end)
    raise ParseError(_make_unclosed_issue(fence_character * 3, fence_character * 3))


def _make_unclosed_issue(opening: str, closing: str) -> ParseIssue:
    remedy = f"Did you forget to add `{closing}` on its own line after the last field?"
    if opening == "---":
        remedy += " If the first line is meant as a thematic break, write `***`."
    return ParseIssue(
        code="UNCLOSED_FRONT_MATTER",
        message=f"The front matter opens with `{opening}` and is never closed.",
        remedy=remedy,
        at=0,
    )

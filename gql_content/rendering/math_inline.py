"""Formulas within a paragraph, a heading or a table cell."""

import re
from typing import NamedTuple

from markdown_it.rules_inline import StateInline

from gql_content.rendering.tex import is_currency, is_formula


class _Kind(NamedTuple):
    opener: str
    pattern: re.Pattern[str]
    token: str


# Possessive repetition never steps back, so a formula without an end costs one pass.
_KINDS = (
    _Kind("$$", re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))*+)\$\$", re.DOTALL), "math_display"),
    # A backtick is no TeX: the second dollar then stands in code, such as `$HOME`.
    _Kind(
        "$",
        re.compile(r"(?<!(?<!\\)\$)\$((?:\\.|[^\\$`])++)\$(?!\$)", re.DOTALL),
        "math_inline",
    ),
    _Kind(r"\(", re.compile(r"\\\(((?:\\[^)]|[^\\])*+)\\\)", re.DOTALL), "math_inline"),
    _Kind(r"\[", re.compile(r"\\\[((?:\\[^\]]|[^\\])*+)\\\]", re.DOTALL), "math_display"),
)


def math_inline(state: StateInline, silent: bool) -> bool:
    """An inline rule of markdown-it."""
    kind = _kind_at(state)
    match = _match(state, kind) if kind else None
    if kind is None or match is None or not _is_math(state, kind, match):
        return False
    if not silent:
        token = state.push(kind.token, "", 0)
        token.content, token.markup = match[1], kind.opener
    state.pos = match.end()
    return True


def _kind_at(state: StateInline) -> _Kind | None:
    if state.src[state.pos] not in "$\\":
        return None
    return next((kind for kind in _KINDS if state.src.startswith(kind.opener, state.pos)), None)


def _match(state: StateInline, kind: _Kind) -> re.Match[str] | None:
    # Without this memory, a text of openers alone would be searched to its end from each of them.
    unclosed: dict[str, str] = state.env.setdefault("unclosed_math", {})
    if unclosed.get(kind.opener) is state.src:
        return None
    match = kind.pattern.match(state.src, state.pos, state.posMax)
    if match is None and kind.opener != "$" and state.posMax == len(state.src):
        unclosed[kind.opener] = state.src
    return match


def _is_math(state: StateInline, kind: _Kind, match: re.Match[str]) -> bool:
    if not is_formula(kind.opener, match[1]):
        return False
    return kind.opener != "$" or not is_currency(match[1], state.src[match.end() : match.end() + 2])

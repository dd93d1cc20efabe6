"""The inline rule for math in a paragraph, a heading or a table cell."""

import re
from typing import NamedTuple

from markdown_it.rules_inline import StateInline

from gql_content.rendering.tex import is_currency, is_formula


class _InlineMathKind(NamedTuple):
    opener: str
    pattern: re.Pattern[str]
    token: str


# Possessive quantifiers do not backtrack, so an unclosed formula costs one pass.
_INLINE_MATH_KINDS = (
    _InlineMathKind(
        "$$", re.compile(r"\$\$((?:\\.|[^\\$]|\$(?!\$))*+)\$\$", re.DOTALL), "math_display"
    ),
    # A backtick is not TeX: the second dollar sign is in code, such as `$HOME`.
    _InlineMathKind(
        "$",
        re.compile(r"(?<!(?<!\\)\$)\$((?:\\.|[^\\$`])++)\$(?!\$)", re.DOTALL),
        "math_inline",
    ),
    _InlineMathKind(r"\(", re.compile(r"\\\(((?:\\[^)]|[^\\])*+)\\\)", re.DOTALL), "math_inline"),
    _InlineMathKind(r"\[", re.compile(r"\\\[((?:\\[^\]]|[^\\])*+)\\\]", re.DOTALL), "math_display"),
)


def match_math_inline(state: StateInline, silent: bool) -> bool:
    """Match inline math. An inline rule of markdown-it."""
    kind = _find_kind(state)
    match = _match_formula(state, kind) if kind else None
    if kind is None or match is None or not _is_math(state, kind, match):
        return False
    if not silent:
        token = state.push(kind.token, "", 0)
        token.content, token.markup = match[1], kind.opener
    state.pos = match.end()
    return True


def _find_kind(state: StateInline) -> _InlineMathKind | None:
    if state.src[state.pos] not in "$\\":
        return None
    return next(
        (kind for kind in _INLINE_MATH_KINDS if state.src.startswith(kind.opener, state.pos)), None
    )


def _match_formula(state: StateInline, kind: _InlineMathKind) -> re.Match[str] | None:
    # Remember failed searches: to search to the end from each opener would take quadratic time.
    unclosed: dict[str, str] = state.env.setdefault("unclosed_math", {})
    if unclosed.get(kind.opener) is state.src:
        return None
    match = kind.pattern.match(state.src, state.pos, state.posMax)
    if match is None and kind.opener != "$" and state.posMax == len(state.src):
        unclosed[kind.opener] = state.src
    return match


def _is_math(state: StateInline, kind: _InlineMathKind, match: re.Match[str]) -> bool:
    if not is_formula(kind.opener, match[1]):
        return False
    return kind.opener != "$" or not is_currency(match[1], state.src[match.end() : match.end() + 2])

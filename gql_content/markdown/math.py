r"""TeX in Markdown: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`, kept from every other rule."""

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from gql_content.markdown.light_scan import is_currency, is_formula

__all__ = ["TEX_TOKENS", "math_plugin"]


_BLOCK_CLOSERS = {
    "$$": re.compile(r"(?<!\\)\$\$"),
    r"\[": re.compile(r"(?<!\\)(?:\\\\)*\\\]"),
}


def match_math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match display math. A block rule of markdown-it."""
    opener = _find_opener(state, start)
    closing = _find_closing_line(state, opener, start, end) if opener else None
    if opener is None or closing is None:
        return False
    lines = state.getLines(start, closing + 1, state.sCount[start], False)
    content = lines.strip()[2:-2]
    if not is_formula(opener, content):
        return False
    if not silent:
        _push_math_block(state, opener, content, (start, closing + 1))
    return True


def _push_math_block(state: StateBlock, opener: str, content: str, lines: tuple[int, int]) -> None:
    token = state.push("math_block", "", 0)
    token.block, token.content, token.markup, token.map = True, content, opener, list(lines)
    state.line = lines[1]


def _find_opener(state: StateBlock, line: int) -> str | None:
    opener = state.src[_find_line_start(state, line) : _find_line_start(state, line) + 2]
    return opener if opener in _BLOCK_CLOSERS and not state.is_code_block(line) else None


def _find_closing_line(state: StateBlock, opener: str, start: int, end: int) -> int | None:
    # Remember failed searches: to search to the end from each opener would take quadratic time.
    failed: dict[str, range] = state.env.setdefault("unclosed_math_lines", {})
    if start in failed.get(opener, ()):
        return None
    line, closer = _search_closer(state, opener, start, end)
    if closer and not state.src[closer.end() : state.eMarks[line]].strip():
        return line
    failed[opener] = range(start, line)
    return None


def _search_closer(
    state: StateBlock, opener: str, start: int, end: int
) -> tuple[int, re.Match[str] | None]:
    line, begin = start, _find_line_start(state, start) + len(opener)
    while True:
        if closer := _BLOCK_CLOSERS[opener].search(state.src, begin, state.eMarks[line]):
            return line, closer
        line += 1
        if line >= end or not _continues_formula(state, line):
            return line, None
        begin = _find_line_start(state, line)


def _continues_formula(state: StateBlock, line: int) -> bool:
    # TeX does not allow a blank line in a formula: the closing delimiter is missing.
    return not state.isEmpty(line) and state.sCount[line] >= state.blkIndent


def _find_line_start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


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


TEX_TOKENS = frozenset({"math_inline", "math_display", "math_block"})
"""The token types whose `content` is TeX without delimiters."""


def math_plugin(markdown: MarkdownIt) -> None:
    """Add the math rules before all rules that could match a part of a formula."""
    markdown.inline.ruler.before("escape", "math", match_math_inline)
    interrupts = ["paragraph", "reference", "blockquote", "list"]
    markdown.block.ruler.before("table", "math", match_math_block, {"alt": interrupts})

"""The block rule for display math."""

import re

from markdown_it.rules_block import StateBlock

from gql_content.rendering.tex import is_formula

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

"""Display formulas on lines of their own."""

import re

from markdown_it.rules_block import StateBlock

from gql_content.rendering.tex import is_formula

_CLOSERS = {
    "$$": re.compile(r"(?<!\\)\$\$"),
    r"\[": re.compile(r"(?<!\\)(?:\\\\)*\\\]"),
}


def math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule of markdown-it."""
    opener = _opener(state, start)
    closing = _closing_line(state, opener, start, end) if opener else None
    if opener is None or closing is None:
        return False
    lines = state.getLines(start, closing + 1, state.sCount[start], False)
    content = lines.strip()[2:-2]
    if not is_formula(opener, content):
        return False
    if not silent:
        _push(state, opener, content, (start, closing + 1))
    return True


def _push(state: StateBlock, opener: str, content: str, lines: tuple[int, int]) -> None:
    token = state.push("math_block", "", 0)
    token.block, token.content, token.markup, token.map = True, content, opener, list(lines)
    state.line = lines[1]


def _opener(state: StateBlock, line: int) -> str | None:
    opener = state.src[_begin(state, line) : _begin(state, line) + 2]
    return opener if opener in _CLOSERS and not state.is_code_block(line) else None


def _closing_line(state: StateBlock, opener: str, start: int, end: int) -> int | None:
    # Openers share their failure: a search to the end from each of them takes quadratic time.
    failed: dict[str, range] = state.env.setdefault("unclosed_math_lines", {})
    if start in failed.get(opener, ()):
        return None
    line, closer = _search(state, opener, start, end)
    if closer and not state.src[closer.end() : state.eMarks[line]].strip():
        return line
    failed[opener] = range(start, line)
    return None


def _search(
    state: StateBlock, opener: str, start: int, end: int
) -> tuple[int, re.Match[str] | None]:
    line, begin = start, _begin(state, start) + len(opener)
    while True:
        if closer := _CLOSERS[opener].search(state.src, begin, state.eMarks[line]):
            return line, closer
        line += 1
        if line >= end or not _continues(state, line):
            return line, None
        begin = _begin(state, line)


def _continues(state: StateBlock, line: int) -> bool:
    # TeX allows no blank line in a formula; to us it means that a closing delimiter is missing.
    return not state.isEmpty(line) and state.sCount[line] >= state.blkIndent


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]

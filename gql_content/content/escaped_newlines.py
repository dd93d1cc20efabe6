# From KaTeX (https://katex.org/docs/support_table), LaTeX and its common packages, but not if the
# rest of the name is a word that could begin a line: no `\nand`, `\nor`, `\nin`.
"""Line breaks that are written as a backslash and an n, decoded outside of code and math."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property

__all__ = ["N_COMMANDS", "decode_escaped_newlines"]


# From KaTeX (https://katex.org/docs/support_table), LaTeX and its common packages, but not if the
# rest of the name is a word that could begin a line: no `\nand`, `\nor`, `\nin`.
_COMMAND_NAMES = """
nabla napprox nasymp natural ncong ne nearrow neg negmedspace negthickspace negthinspace neq nequiv
neswarrow newcommand newenvironment newline nexists ngeq ngeqq ngeqslant ngtr ni nicefrac nint
nLeftarrow nleftarrow nLeftrightarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreak
nobreakspace noindent nolimits nolinebreak nonscript nonumber norm normalfont normalsize not notag
notin notni nparallel nprec npreceq nRightarrow nrightarrow nshortmid nshortparallel nsim nsubset
nsubseteq nsubseteqq nsucc nsucceq nsupset nsupseteq nsupseteqq ntriangleleft ntrianglelefteq
ntriangleright ntrianglerighteq nu null num numberwithin nVDash nVdash nvDash nvdash nwarrow
"""

N_COMMANDS = frozenset(_COMMAND_NAMES.split())

_SPAN_OPENER = re.compile(r"(?<!\\)\$\$?|\\[\[(]|`+|~{3,}")
_LINE_PREFIX = re.compile(r"(?:^|\n|\\n)[ \t>]*(?:(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)?\Z")
_MAX_LINE_PREFIX_CHARACTERS = 24
_BLANK_LINE = re.compile(r"(?:\\n|\n)[ \t]*(?:\\n|\n)")
_BACKTICKS = re.compile(r"`+")
_INFO_STRING = re.compile(r"[ \t]*(?P<language>[^\s`\\]*)")
_PLAIN_TEXT_LANGUAGES = frozenset(("", "text", "txt", "plaintext", "markdown", "md"))

_MATH_CLOSERS = {
    "$": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"(?<!\\)\$\$"),
    "\\(": re.compile(r"\\\)"),
    "\\[": re.compile(r"\\\]"),
}


class SpanKind(Enum):
    INLINE_CODE = auto()
    CODE = auto()
    TEXT_BLOCK = auto()
    INLINE_MATH = auto()
    DISPLAY_MATH = auto()


Span = tuple[int, int, SpanKind]


class _PatternCursor:
    """Finds the next match of a pattern. Scans the text only once if the offsets only increase."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found: tuple[int, int] = (-1, -1)

    def find_next(self, at: int) -> tuple[int, int]:
        """Return the start and end of the next match; both are past the end of the text if none."""
        if self._found[0] < at:
            found = self._pattern.search(self._text, at)
            past_end = len(self._text) + 1
            self._found = found.span() if found else (past_end, past_end)
        return self._found


class _BacktickRuns:
    """The runs of backticks by length, found in one pass."""

    def __init__(self, text: str) -> None:
        self._starts: defaultdict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(text):
            self._starts[len(run[0])].append(run.start())

    def find_next(self, at: int, length: int) -> int | None:
        """Return the start of the next run of exactly this length."""
        starts = self._starts[length]
        index = bisect_left(starts, at)
        return starts[index] if index < len(starts) else None


def find_spans(text: str) -> Iterator[Span]:
    """Yield math and code spans from left to right, without overlap."""
    scanner = _SpanScanner(text)
    at = 0
    while opener := _SPAN_OPENER.search(text, at):
        span = scanner.find_span(opener)
        if span:
            yield span
        at = span[1] if span else opener.end()


class _SpanScanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._blank_lines = _PatternCursor(_BLANK_LINE, text)
        self._closers = {
            mark: _PatternCursor(closer, text) for mark, closer in _MATH_CLOSERS.items()
        }

    def find_span(self, opener: re.Match[str]) -> Span | None:
        mark = opener[0]
        if mark[0] not in "`~":
            return self._find_math(opener)
        if len(mark) >= 3 and self._is_line_start(opener.start()):
            return self._find_fence(opener)
        return self._find_inline_code(opener) if mark[0] == "`" else None

    def _is_line_start(self, at: int) -> bool:
        return (
            _LINE_PREFIX.search(self._text, max(0, at - _MAX_LINE_PREFIX_CHARACTERS), at)
            is not None
        )

    def _find_math(self, opener: re.Match[str]) -> Span | None:
        mark = opener[0]
        close, end = self._closers[mark].find_next(opener.end())
        if mark in ("$$", "\\["):
            return (opener.start(), end, SpanKind.DISPLAY_MATH) if end <= len(self._text) else None
        # Inline math does not cross a blank line: the dollar sign was a price.
        if close > self._blank_lines.find_next(opener.end())[0] or end > len(self._text):
            return None
        return opener.start(), end, SpanKind.INLINE_MATH

    def _find_fence(self, opener: re.Match[str]) -> Span:
        info = _INFO_STRING.match(self._text, opener.end())
        language = info["language"].lower() if info else ""
        kind = SpanKind.TEXT_BLOCK if language in _PLAIN_TEXT_LANGUAGES else SpanKind.CODE
        closer = re.compile(rf"(?:\\n|\n)[ \t>]*{opener[0]}{opener[0][0]}*[ \t]*(?=\\n|\n|$)")
        found = closer.search(self._text, opener.end())
        return opener.start(), found.end() if found else len(self._text), kind

    def _find_inline_code(self, opener: re.Match[str]) -> Span | None:
        length = len(opener[0])
        close = self._backtick_runs.find_next(opener.end(), length)
        if close is None or close > self._blank_lines.find_next(opener.end())[0]:
            return None
        return opener.start(), close + length, SpanKind.INLINE_CODE

    @cached_property
    def _backtick_runs(self) -> _BacktickRuns:
        return _BacktickRuns(self._text)


_ESCAPED_NEWLINE = "\\n"
_ESCAPED_WORD = re.compile(r"(?P<row>\\\\)?\\n(?P<letters>[a-zA-Z]*)")
_AMBIGUOUS_RELATIONS = frozenset(("ne", "ni"))

_STRING_LITERAL = re.compile(
    r'''"""|\'\'\''''
    r"""|(?<![\w"'\\])(?:[fFrRbBuUL]{1,2})?(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?!\w)"""
)


def decode_escaped_newlines(text: str) -> str:
    """Replace the escaped newlines of an answer."""
    if _ESCAPED_NEWLINE not in text:
        return text
    if not _may_hold_code_or_math(text):
        return _decode_prose(text)
    parts: list[str] = []
    at = 0
    for start, end, kind in find_spans(text):
        parts.append(_decode_prose(text[at:start]))
        parts.append(_SPAN_DECODERS[kind](text[start:end]))
        at = end
    parts.append(_decode_prose(text[at:]))
    return "".join(parts)


def _may_hold_code_or_math(text: str) -> bool:
    # Searching for one character is many times faster than for two.
    return (
        "$" in text
        or "`" in text
        or ("~" in text and "~~~" in text)
        or ("(" in text and "\\(" in text)
        or ("[" in text and "\\[" in text)
    )


def _decode_prose(text: str) -> str:
    return text.replace(_ESCAPED_NEWLINE, "\n")


def _keep_unchanged(text: str) -> str:
    return text


def _decode_code(text: str) -> str:
    """Decode a fenced block that names its language, except in its string literals."""
    parts: list[str] = []
    at = 0
    for literal in _STRING_LITERAL.finditer(text):
        parts += _decode_prose(text[at : literal.start()]), literal[0]
        at = literal.end()
    return "".join((*parts, _decode_prose(text[at:])))


def _decode_inline_math(text: str) -> str:
    return _ESCAPED_WORD.sub(_decode_inline_word, text)


def _decode_inline_word(match: re.Match[str]) -> str:
    return match[0] if _is_latex_command(match) else _decode_newline(match)


def _decode_display_math(text: str) -> str:
    r"""Decode display math: `\ne`, `\ni`, `\nu` at the start of a row may be newlines."""
    ends_with_newline = text[:-2].rstrip(" ").endswith(_ESCAPED_NEWLINE)
    parts: list[str] = []
    at = 0
    for match in _ESCAPED_WORD.finditer(text):
        starts_row = match["row"] or not text[2 : match.start()].strip(" ")
        name = "n" + match["letters"]
        is_newline = starts_row and (
            name in _AMBIGUOUS_RELATIONS or (name == "nu" and ends_with_newline)
        )
        keep = _is_latex_command(match) and not is_newline
        parts += text[at : match.start()], match[0] if keep else _decode_newline(match)
        at = match.end()
    return "".join((*parts, text[at:]))


def _is_latex_command(match: re.Match[str]) -> bool:
    return "n" + match["letters"] in N_COMMANDS


def _decode_newline(match: re.Match[str]) -> str:
    return f"{match['row'] or ''}\n{match['letters']}"


_SPAN_DECODERS = {
    SpanKind.INLINE_CODE: _keep_unchanged,
    SpanKind.CODE: _decode_code,
    SpanKind.TEXT_BLOCK: _decode_prose,
    SpanKind.INLINE_MATH: _decode_inline_math,
    SpanKind.DISPLAY_MATH: _decode_display_math,
}

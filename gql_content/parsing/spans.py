"""Where math and code stand in an answer, before its written line breaks are decoded."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property

__all__ = ["Kind", "spans"]

_OPENER = re.compile(r"(?<!\\)\$\$?|\\[\[(]|`+|~{3,}")
_LINE_HEAD = re.compile(r"(?:^|\n|\\n)[ \t>]*(?:(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)?\Z")
_LONGEST_HEAD = 24
_BLANK_LINE = re.compile(r"(?:\\n|\n)[ \t]*(?:\\n|\n)")
_BACKTICKS = re.compile(r"`+")
_INFO = re.compile(r"[ \t]*(?P<language>[^\s`\\]*)")
_PLAIN_TEXT = frozenset(("", "text", "txt", "plaintext", "markdown", "md"))

_MATH_CLOSERS = {
    "$": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"(?<!\\)\$\$"),
    "\\(": re.compile(r"\\\)"),
    "\\[": re.compile(r"\\\]"),
}


class Kind(Enum):
    INLINE_CODE = auto()
    CODE = auto()
    TEXT_BLOCK = auto()
    INLINE_MATH = auto()
    DISPLAY_MATH = auto()


Span = tuple[int, int, Kind]


class _Next:
    """Where a pattern is found next. Asked at rising places, it reads the text once."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern = pattern
        self._text = text
        self._found: tuple[int, int] = (-1, -1)

    def after(self, at: int) -> tuple[int, int]:
        """Its start and end; both lie behind the end of the text where there is none."""
        if self._found[0] < at:
            found = self._pattern.search(self._text, at)
            nowhere = len(self._text) + 1
            self._found = found.span() if found else (nowhere, nowhere)
        return self._found


class _Backticks:
    """The runs of backticks by their lengths; all are found in one reading of the text."""

    def __init__(self, text: str) -> None:
        self._starts: defaultdict[int, list[int]] = defaultdict(list)
        for run in _BACKTICKS.finditer(text):
            self._starts[len(run[0])].append(run.start())

    def after(self, at: int, length: int) -> int | None:
        """Where the next run of just this length starts."""
        starts = self._starts[length]
        place = bisect_left(starts, at)
        return starts[place] if place < len(starts) else None


def spans(text: str) -> Iterator[Span]:
    """Math and code from left to right, without overlap."""
    scanner = _Scanner(text)
    at = 0
    while opener := _OPENER.search(text, at):
        span = scanner.span(opener)
        if span:
            yield span
        at = span[1] if span else opener.end()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._blank = _Next(_BLANK_LINE, text)
        self._closers = {mark: _Next(closer, text) for mark, closer in _MATH_CLOSERS.items()}

    def span(self, opener: re.Match[str]) -> Span | None:
        mark = opener[0]
        if mark[0] not in "`~":
            return self._math(opener)
        if len(mark) >= 3 and self._heads_line(opener.start()):
            return self._fence(opener)
        return self._inline_code(opener) if mark[0] == "`" else None

    def _heads_line(self, at: int) -> bool:
        return _LINE_HEAD.search(self._text, max(0, at - _LONGEST_HEAD), at) is not None

    def _math(self, opener: re.Match[str]) -> Span | None:
        mark = opener[0]
        close, end = self._closers[mark].after(opener.end())
        if mark in ("$$", "\\["):
            return (opener.start(), end, Kind.DISPLAY_MATH) if end <= len(self._text) else None
        # An inline formula ends with its paragraph; the dollar before it was a price.
        if close > self._blank.after(opener.end())[0] or end > len(self._text):
            return None
        return opener.start(), end, Kind.INLINE_MATH

    def _fence(self, opener: re.Match[str]) -> Span:
        info = _INFO.match(self._text, opener.end())
        language = info["language"].lower() if info else ""
        kind = Kind.TEXT_BLOCK if language in _PLAIN_TEXT else Kind.CODE
        closer = re.compile(rf"(?:\\n|\n)[ \t>]*{opener[0]}{opener[0][0]}*[ \t]*(?=\\n|\n|$)")
        found = closer.search(self._text, opener.end())
        return opener.start(), found.end() if found else len(self._text), kind

    def _inline_code(self, opener: re.Match[str]) -> Span | None:
        length = len(opener[0])
        close = self._backticks.after(opener.end(), length)
        if close is None or close > self._blank.after(opener.end())[0]:
            return None
        return opener.start(), close + length, Kind.INLINE_CODE

    @cached_property
    def _backticks(self) -> _Backticks:
        return _Backticks(self._text)

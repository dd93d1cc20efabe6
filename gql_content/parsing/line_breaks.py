r"""Decodes the escaped newlines of an answer: a backslash followed by an n.

Each becomes a newline, except for two things that look the same:

- in math, a LaTeX command such as `\nu`, `\neq` or `\nabla`;
- in code, the escape sequence `\n` in an inline code span, or in a string literal of a fenced block
  that names its language. String literals cannot span lines in most languages, so a `\n` between
  two quotation marks of one line is part of the program.

Evidence from a real site, 1,987 answers with 33,072 escaped newlines: backslashes are never escaped
(36 times `\\` + `\n` ends a matrix row; 4 times `\` + `\n` a line of a drawing), so the last
backslash before an n always belongs to it; `\t` and `\r` only begin LaTeX commands; the 54 fenced
blocks have newlines between lines and none in a literal; the 133 inline code spans have none; 324
of 348 display formulas open with `$$\n`, so `$$\ne = mc^2` begins with e.
"""

import re

from gql_content.parsing.latex import N_COMMANDS
from gql_content.parsing.spans import SpanKind, find_spans

__all__ = ["decode_escaped_newlines"]

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

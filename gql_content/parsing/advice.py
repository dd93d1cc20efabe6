"""Messages and remedies for libyaml's syntax errors."""

from msgspec import Struct
from yaml import MarkedYAMLError

from gql_content.parsing.field_names import find_line

__all__ = ["ErrorHint", "find_error_hint"]


class ErrorHint(Struct, frozen=True):
    """Replaces libyaml's message that begins with `problem`.

    With `opening`, the reported position is where the construct begins, not where it fails.
    """

    problem: str
    message: str
    remedy: str
    opening: bool = False


_QUOTE_VALUE = 'Put the value in quotes: {key}: "…".'

_HINTS = (
    ErrorHint(
        "mapping values are not allowed",
        "A colon followed by a space begins a new field, which is not allowed here.",
        _QUOTE_VALUE,
    ),
    ErrorHint(
        "mapping keys are not allowed",
        "Unexpected question mark after the value.",
        'Put the whole value in quotes, with the question mark inside them: {key}: "…?".',
    ),
    ErrorHint(
        "block sequence entries are not allowed",
        "A list cannot begin on the same line as its key.",
        'Begin the list on the next line, or put the value in quotes: {key}: "- …".',
    ),
    ErrorHint(
        "found character that cannot start any token",
        "A value cannot begin with this character.",
        _QUOTE_VALUE,
    ),
    ErrorHint(
        "did not find expected comment or line break",
        "Text follows the `|` or `>` of a block scalar on the same line.",
        'Begin the text on the next line, indented; or put it in quotes: {key}: "…".',
        opening=True,
    ),
    ErrorHint(
        "found a tab character",
        "The line is indented with a tab.",
        "Indent with spaces.",
    ),
    ErrorHint(
        "could not find expected ':'",
        "The line is neither a field nor a continuation of the text above.",
        "Write it as `key: value`, or indent it to continue the text above.",
        opening=True,
    ),
    ErrorHint(
        "found unexpected end of stream",
        "The quotation mark opened here is never closed.",
        "Close it at the end of the value. Double a quotation mark inside '…'; "
        'escape it with a backslash inside "…".',
        opening=True,
    ),
    ErrorHint(
        "found unknown escape character",
        'Inside "…" a backslash begins an escape sequence; this one does not exist.',
        "Use single quotes, '…', or write the backslash twice.",
    ),
    ErrorHint(
        "found invalid Unicode character escape code",
        "The escape sequence is not a Unicode character.",
        "Write the character itself, or use single quotes.",
    ),
    ErrorHint(
        "did not find expected ',' or ']'",
        "The list opened here with `[` is not closed, or a comma is missing.",
        'Close it with `]`. If it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    ErrorHint(
        "did not find expected ',' or '}'",
        "The mapping opened here with `{` is not closed, or a comma is missing.",
        'Close it with `}`. If it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    ErrorHint(
        "did not find expected alphabetic or numeric character",
        "A value that begins with `*` or `&` is an alias or an anchor.",
        _QUOTE_VALUE,
        opening=True,
    ),
    ErrorHint(
        "found undefined alias",
        "A value that begins with `*` is an alias; no anchor has this name.",
        _QUOTE_VALUE,
    ),
    ErrorHint(
        "found undefined tag handle",
        "A value that begins with `!` is a tag; no tag has this name.",
        _QUOTE_VALUE,
    ),
    ErrorHint(
        "did not find expected '-' indicator",
        "The line after a list is not a list item.",
        "Begin the line with `- `, or indent the list under a key.",
    ),
    ErrorHint(
        "second occurrence",
        "A value that begins with `&` is an anchor; this anchor is defined twice.",
        _QUOTE_VALUE,
    ),
    ErrorHint(
        "but found another document",
        "The front matter contains a second YAML document.",
        "Keep a single document between the two `---`.",
    ),
    ErrorHint(
        "did not find expected <document start>",
        "The front matter continues after `...`, which ends a YAML document.",
        "Remove the line `...`.",
    ),
)
_UNEXPECTED_TAB = ErrorHint(
    "found character that cannot start any token", "Unexpected tab.", "Indent with spaces."
)
_TEXT_AFTER_BRACKET = ErrorHint(
    "did not find expected key",
    "Unexpected text after the closing bracket of the value.",
    _QUOTE_VALUE,
)
_TEXT_AFTER_QUOTES = ErrorHint(
    "did not find expected key",
    "Unexpected text after the closing quotation mark of the value.",
    "Put the whole value in quotes. Double a quotation mark inside '…'; "
    'escape it with a backslash inside "…".',
)
_WRONG_INDENTATION = ErrorHint(
    "did not find expected key",
    "The indentation does not match the lines above.",
    "Indent all keys of a mapping to the same column.",
)


def find_error_hint(error: MarkedYAMLError, block: str) -> ErrorHint:
    problem = error.problem or ""
    mark = error.problem_mark
    before = _text_before(block, mark.index) if mark else ""
    if mark and block.startswith("\t", mark.index):
        return _UNEXPECTED_TAB
    if problem.startswith(_WRONG_INDENTATION.problem):
        return _choose_unexpected_key_hint(before)
    for hint in _HINTS:
        if problem.startswith(hint.problem):
            return hint
    return ErrorHint(
        problem, f"Invalid YAML: {problem}.", "Put text with special characters in quotes."
    )


def _choose_unexpected_key_hint(before: str) -> ErrorHint:
    if before.endswith(("'", '"')):
        return _TEXT_AFTER_QUOTES
    return _TEXT_AFTER_BRACKET if before.endswith(("]", "}")) else _WRONG_INDENTATION


def _text_before(block: str, offset: int) -> str:
    """The text before `offset` on its line, without trailing whitespace."""
    line, start = find_line(block, offset)
    return line[: offset - start].rstrip()

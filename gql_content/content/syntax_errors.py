"""Explains a parser's exception to the author of a file: place, cause, remedy."""

import re
from json import JSONDecodeError
from tomllib import TOMLDecodeError

from msgspec import Struct
from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from gql_content.content.parse_issues import ParseIssue
from gql_content.content.size_limits import make_nesting_error

__all__ = ["SYNTAX_ERRORS", "explain_syntax_error"]


_FIELD_KEY = re.compile(
    r"(?P<indent> *)(?P<dash>(?:- +)*)(?P<quote>[\"']?)(?P<key>[\w.-]+)(?P=quote) *:(?:\s|$)"
)
_BLOCK_SCALAR = re.compile(r":\s+[|>][-+0-9]*\s*$")


def find_line(block: str, at: int) -> tuple[str, int]:
    """Return the line that contains the offset, and the offset of its start."""
    start = block.rfind("\n", 0, at) + 1
    end = block.find("\n", at)
    return block[start : end if end >= 0 else len(block)], start


def find_field_name(block: str, at: int) -> str | None:
    """Return the dotted name of the field at or above the offset, None if there is none."""
    line, start = find_line(block, at)
    names: list[str] = []
    limit = len(line)
    for above in (line, *reversed(block[:start].split("\n"))):
        found = _FIELD_KEY.match(above)
        if found and found.end("dash") < limit:
            if _BLOCK_SCALAR.search(above):
                names.clear()  # what looked like a key below was text
            names.append(found["key"])
            # A list may begin in the same column as its key.
            limit = len(found["indent"]) + bool(found["dash"])
        elif above is line:
            limit = len(line) - len(line.lstrip(" \t"))
        if limit == 0:
            break
    return ".".join(reversed(names)) or None


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


# Not only YAMLError: integers of 4,300 digits raise ValueError, deep nesting RecursionError.
SYNTAX_ERRORS = (YAMLError, ValueError, RecursionError)

_NOT_PRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # as libyaml has it
)
_TOML_POSITION = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


def explain_syntax_error(error: Exception, block: str) -> ParseIssue:
    """Return the issue in `block` that made a parser raise `error`."""
    if isinstance(error, ReaderError):
        return _make_control_character_issue(block)
    if isinstance(error, MarkedYAMLError):
        return _explain_yaml_error(error, block)
    if isinstance(error, JSONDecodeError):
        return _make_syntax_issue("BAD_JSON", f"Invalid JSON: {error.msg}.", "", block, error.pos)
    if isinstance(error, TOMLDecodeError):
        return _explain_toml_error(str(error), block)
    if isinstance(error, RecursionError):
        return make_nesting_error(None).issue
    message = "A number has more than 4,300 digits, or an escape sequence is a lone surrogate."
    return _make_syntax_issue("BAD_VALUE", message, "Write it as text, in quotes.", block, None)


def _make_syntax_issue(
    code: str, message: str, remedy: str, block: str, at: int | None
) -> ParseIssue:
    return ParseIssue(
        code=code,
        message=message,
        remedy=remedy or "Correct the front matter, or put the text in quotes.",
        at=at,
        field=None if at is None else find_field_name(block, at),
    )


def _make_control_character_issue(block: str) -> ParseIssue:
    found = _NOT_PRINTABLE.search(block)
    at, character = (found.start(), found[0]) if found else (None, "")
    if character == "\f":
        message = (
            "A form feed (U+000C) is not allowed in YAML: "
            r"probably the `\f` of a LaTeX command such as `\frac` was decoded."
        )
        remedy = "Write the backslash and the f again."
    else:
        name = f"U+{ord(character):04X}" if character else "A character"
        message, remedy = f"{name} is not allowed in YAML: it is not printable.", "Delete it."
    return _make_syntax_issue("CONTROL_CHARACTER", message, remedy, block, at)


def _explain_yaml_error(error: MarkedYAMLError, block: str) -> ParseIssue:
    hint = find_error_hint(error, block)
    mark = (error.context_mark if hint.opening else None) or error.problem_mark
    at = mark.index if mark else None
    if error.problem == "exceeded maximum nesting depth":  # since libyaml 0.2.6
        return make_nesting_error(at).issue
    field = None if at is None else find_field_name(block, at)
    key = field.rpartition(".")[2] if field else "key"
    return ParseIssue(
        code="BAD_YAML",
        message=hint.message,
        remedy=hint.remedy.replace("{key}", key),
        at=at,
        field=field,
    )


def _explain_toml_error(message: str, block: str) -> ParseIssue:
    position = _TOML_POSITION.search(message)
    at = (
        _find_offset(block, int(position[1]), int(position[2])) if position else len(block.rstrip())
    )
    reason = message.rpartition(" (at ")[0] or message
    return _make_syntax_issue("BAD_TOML", f"Invalid TOML: {reason}.", "", block, at)


def _find_offset(block: str, line: int, column: int) -> int:
    lines = block.split("\n")[: line - 1]
    return sum(map(len, lines)) + len(lines) + column - 1

"""Explains the exceptions of YAML, TOML and JSON parsers so that authors can fix the file."""

import re
from json import JSONDecodeError
from tomllib import TOMLDecodeError

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from gql_content.parsing.advice import find_error_hint
from gql_content.parsing.faults import ParseIssue
from gql_content.parsing.field_names import find_field_name
from gql_content.parsing.nesting import make_nesting_error

__all__ = ["SYNTAX_ERRORS", "explain_syntax_error"]

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

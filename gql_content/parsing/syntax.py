"""What a parser's exception means, said so that the author of the file can mend it."""

import re
from json import JSONDecodeError
from tomllib import TOMLDecodeError

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from gql_content.parsing.advice import advice_on
from gql_content.parsing.faults import Fault
from gql_content.parsing.field_names import field_at
from gql_content.parsing.nesting import too_deep

__all__ = ["SYNTAX_ERRORS", "explain"]

# Not only YAMLError: integers of 4,300 digits raise ValueError, deep nesting RecursionError.
SYNTAX_ERRORS = (YAMLError, ValueError, RecursionError)

_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # as libyaml has it
)
_TOML_PLACE = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


def explain(error: Exception, block: str) -> Fault:
    """The fault in `block` that made a parser raise `error`."""
    if isinstance(error, ReaderError):
        return _control_character(block)
    if isinstance(error, MarkedYAMLError):
        return _yaml_fault(error, block)
    if isinstance(error, JSONDecodeError):
        return _fault("BAD_JSON", f"Not JSON: {error.msg}.", "", block, error.pos)
    if isinstance(error, TOMLDecodeError):
        return _toml_fault(str(error), block)
    if isinstance(error, RecursionError):
        return too_deep(None).fault
    message = "A number has more than 4,300 digits, or an escape names half a character."
    return _fault("BAD_VALUE", message, "Write it as text, in quotes.", block, None)


def _fault(code: str, message: str, remedy: str, block: str, at: int | None) -> Fault:
    return Fault(
        code=code,
        message=message,
        remedy=remedy or "Correct the front matter, or put the text in quotes.",
        at=at,
        field=None if at is None else field_at(block, at),
    )


def _control_character(block: str) -> Fault:
    found = _UNREADABLE.search(block)
    at, character = (found.start(), found[0]) if found else (None, "")
    if character == "\f":
        message = (
            "A form feed (U+000C) cannot stand in YAML: "
            r"probably the `\f` of a LaTeX command such as `\frac` was decoded."
        )
        remedy = "Write the backslash and the f again."
    else:
        name = f"U+{ord(character):04X}" if character else "A character"
        message, remedy = f"{name} cannot stand in YAML: it is not printable.", "Delete it."
    return _fault("CONTROL_CHARACTER", message, remedy, block, at)


def _yaml_fault(error: MarkedYAMLError, block: str) -> Fault:
    advice = advice_on(error, block)
    mark = (error.context_mark if advice.opening else None) or error.problem_mark
    at = mark.index if mark else None
    if error.problem == "exceeded maximum nesting depth":  # which libyaml has since 0.2.6
        return too_deep(at).fault
    field = None if at is None else field_at(block, at)
    key = field.rpartition(".")[2] if field else "key"
    return Fault(
        code="BAD_YAML",
        message=advice.message,
        remedy=advice.remedy.replace("{key}", key),
        at=at,
        field=field,
    )


def _toml_fault(message: str, block: str) -> Fault:
    place = _TOML_PLACE.search(message)
    at = _offset(block, int(place[1]), int(place[2])) if place else len(block.rstrip())
    said = message.rpartition(" (at ")[0] or message
    return _fault("BAD_TOML", f"Not TOML: {said}.", "", block, at)


def _offset(block: str, line: int, column: int) -> int:
    lines = block.split("\n")[: line - 1]
    return sum(map(len, lines)) + len(lines) + column - 1

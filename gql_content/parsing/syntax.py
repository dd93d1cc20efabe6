"""What a parser's exception means, said so that the author of the file can mend it."""

import re
from json import JSONDecodeError
from tomllib import TOMLDecodeError

from msgspec import Struct
from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from gql_content.parsing.faults import Fault
from gql_content.parsing.field_names import field_at, line_at
from gql_content.parsing.nesting import too_deep

__all__ = ["SYNTAX_ERRORS", "explain"]

# Not only YAMLError: integers of 4,300 digits raise ValueError, deep nesting RecursionError.
SYNTAX_ERRORS = (YAMLError, ValueError, RecursionError)

_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # as libyaml has it
)
_TOML_PLACE = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


class _Advice(Struct, frozen=True):
    """What to say where libyaml says `problem`; `opening` means where the construct began."""

    problem: str
    message: str
    remedy: str
    opening: bool = False


_QUOTE = 'Put the value in quotes: {key}: "…".'

_ADVICE = (
    _Advice(
        "mapping values are not allowed",
        "A colon followed by a space begins a new field, and none can begin here.",
        _QUOTE,
    ),
    _Advice(
        "mapping keys are not allowed",
        "A question mark stands where no value can go on.",
        'Put the whole value in quotes, with the question mark inside them: {key}: "…?".',
    ),
    _Advice(
        "block sequence entries are not allowed",
        "A list cannot begin on the line of its key.",
        'Begin the list on the next line, or put the value in quotes: {key}: "- …".',
    ),
    _Advice(
        "found character that cannot start any token",
        "No value can begin with this character.",
        _QUOTE,
    ),
    _Advice(
        "found a tab character",
        "The line is indented with a tab.",
        "Indent with spaces.",
    ),
    _Advice(
        "could not find expected ':'",
        "The line is neither a field nor part of the text above.",
        "Write it as `key: value`, or indent it to continue the text above.",
        opening=True,
    ),
    _Advice(
        "found unexpected end of stream",
        "The quotation mark that opens here is never closed.",
        "Close it at the end of the value; write a quotation mark inside '…' twice, "
        'inside "…" with a backslash before it.',
        opening=True,
    ),
    _Advice(
        "found unknown escape character",
        'Inside "…" a backslash begins an escape, and there is none of this name.',
        "Use single quotes, '…', or write the backslash twice.",
    ),
    _Advice(
        "found invalid Unicode character escape code",
        "The escape names no Unicode character.",
        "Write the character itself, or use single quotes.",
    ),
    _Advice(
        "did not find expected ',' or ']'",
        "The list that opens here with `[` is not closed, or a comma is missing.",
        'Close it with `]`; if it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    _Advice(
        "did not find expected ',' or '}'",
        "The mapping that opens here with `{` is not closed, or a comma is missing.",
        'Close it with `}`; if it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    _Advice(
        "did not find expected alphabetic or numeric character",
        "A value that begins with `*` or `&` refers to another value.",
        _QUOTE,
        opening=True,
    ),
    _Advice(
        "found undefined alias",
        "A value that begins with `*` refers to another value, and there is none of this name.",
        _QUOTE,
    ),
    _Advice(
        "found undefined tag handle",
        "A value that begins with `!` names a tag, and there is none of this name.",
        _QUOTE,
    ),
    _Advice(
        "did not find expected '-' indicator",
        "A list is followed by something that is no item of it.",
        "Begin the line with `- `, or indent the list under a key.",
    ),
    _Advice(
        "but found another document",
        "The front matter holds a second YAML document.",
        "Keep one document between the two `---`.",
    ),
    _Advice(
        "did not find expected <document start>",
        "The front matter goes on after `...`, which ends a YAML document.",
        "Remove the line `...`.",
    ),
)
_AFTER_QUOTES = _Advice(
    "did not find expected key",
    "The value ends at its closing quotation mark, and something follows it.",
    "Put the whole value in quotes, and write a quotation mark inside '…' twice, "
    'inside "…" with a backslash before it.',
)
_MISPLACED = _Advice(
    "did not find expected key",
    "The line does not fit the lines above it.",
    "Let all keys of one mapping begin in the same column.",
)


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
    return _fault("BAD_VALUE", f"A value cannot be read: {error}.", "", block, None)


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
    at = found.start() if found else None
    code = ord(found[0]) if found else 0
    message = f"The character U+{code:04X} cannot stand in YAML."
    if code == 0x0C:
        message = (
            "A form feed (U+000C) cannot stand in YAML: "
            r"probably `\f` of a LaTeX command such as `\frac` was decoded."
        )
    remedy = "Delete it"
    if code == 0x0C:
        remedy = r"Write the backslash and the f again"
    return _fault("CONTROL_CHARACTER", message, remedy + ".", block, at)


def _yaml_fault(error: MarkedYAMLError, block: str) -> Fault:
    advice = _advice(error, block)
    mark = (error.context_mark if advice.opening else None) or error.problem_mark
    at = mark.index if mark else None
    field = None if at is None else field_at(block, at)
    key = field.rpartition(".")[2] if field else "key"
    return Fault(
        code="BAD_YAML",
        message=advice.message,
        remedy=advice.remedy.replace("{key}", key),
        at=at,
        field=field,
    )


def _advice(error: MarkedYAMLError, block: str) -> _Advice:
    problem = error.problem or ""
    for advice in _ADVICE:
        if problem.startswith(advice.problem):
            return advice
    if problem.startswith("did not find expected key") and error.problem_mark:
        return _AFTER_QUOTES if _follows_quotes(block, error.problem_mark.index) else _MISPLACED
    return _Advice(problem, f"Not YAML: {problem}.", "Put text with special characters in quotes.")


def _follows_quotes(block: str, at: int) -> bool:
    line, start = line_at(block, at)
    return line[: at - start].rstrip().endswith(("'", '"'))


def _toml_fault(message: str, block: str) -> Fault:
    place = _TOML_PLACE.search(message)
    at = _offset(block, int(place[1]), int(place[2])) if place else None
    said = _TOML_PLACE.sub("", message)
    return _fault("BAD_TOML", f"Not TOML: {said}.", "", block, at)


def _offset(block: str, line: int, column: int) -> int:
    lines = block.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + column - 1

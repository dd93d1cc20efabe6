"""What to say where libyaml says something else."""

from msgspec import Struct
from yaml import MarkedYAMLError

from gql_content.parsing.field_names import line_at

__all__ = ["Advice", "advice_on"]


class Advice(Struct, frozen=True):
    """What to say where libyaml says `problem`; `opening` means where the construct began."""

    problem: str
    message: str
    remedy: str
    opening: bool = False


_QUOTE = 'Put the value in quotes: {key}: "…".'

_ADVICE = (
    Advice(
        "mapping values are not allowed",
        "A colon followed by a space begins a new field, and none can begin here.",
        _QUOTE,
    ),
    Advice(
        "mapping keys are not allowed",
        "A question mark stands where no value can go on.",
        'Put the whole value in quotes, with the question mark inside them: {key}: "…?".',
    ),
    Advice(
        "block sequence entries are not allowed",
        "A list cannot begin on the line of its key.",
        'Begin the list on the next line, or put the value in quotes: {key}: "- …".',
    ),
    Advice(
        "found character that cannot start any token",
        "No value can begin with this character.",
        _QUOTE,
    ),
    Advice(
        "did not find expected comment or line break",
        "Text stands beside the `|` or `>` that begins a block of text.",
        'Begin the text on the next line, indented; or put it in quotes: {key}: "…".',
        opening=True,
    ),
    Advice(
        "found a tab character",
        "The line is indented with a tab.",
        "Indent with spaces.",
    ),
    Advice(
        "could not find expected ':'",
        "The line is neither a field nor part of the text above.",
        "Write it as `key: value`, or indent it to continue the text above.",
        opening=True,
    ),
    Advice(
        "found unexpected end of stream",
        "The quotation mark that opens here is never closed.",
        "Close it at the end of the value; write a quotation mark inside '…' twice, "
        'inside "…" with a backslash before it.',
        opening=True,
    ),
    Advice(
        "found unknown escape character",
        'Inside "…" a backslash begins an escape, and there is none of this name.',
        "Use single quotes, '…', or write the backslash twice.",
    ),
    Advice(
        "found invalid Unicode character escape code",
        "The escape names no Unicode character.",
        "Write the character itself, or use single quotes.",
    ),
    Advice(
        "did not find expected ',' or ']'",
        "The list that opens here with `[` is not closed, or a comma is missing.",
        'Close it with `]`; if it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    Advice(
        "did not find expected ',' or '}'",
        "The mapping that opens here with `{` is not closed, or a comma is missing.",
        'Close it with `}`; if it is text, put it in quotes: {key}: "…".',
        opening=True,
    ),
    Advice(
        "did not find expected alphabetic or numeric character",
        "A value that begins with `*` or `&` refers to another value.",
        _QUOTE,
        opening=True,
    ),
    Advice(
        "found undefined alias",
        "A value that begins with `*` refers to another value, and there is none of this name.",
        _QUOTE,
    ),
    Advice(
        "found undefined tag handle",
        "A value that begins with `!` names a tag, and there is none of this name.",
        _QUOTE,
    ),
    Advice(
        "did not find expected '-' indicator",
        "A list is followed by something that is no item of it.",
        "Begin the line with `- `, or indent the list under a key.",
    ),
    Advice(
        "second occurrence",
        "A value that begins with `&` names itself for aliases, and this name is taken.",
        _QUOTE,
    ),
    Advice(
        "but found another document",
        "The front matter holds a second YAML document.",
        "Keep one document between the two `---`.",
    ),
    Advice(
        "did not find expected <document start>",
        "The front matter goes on after `...`, which ends a YAML document.",
        "Remove the line `...`.",
    ),
)
_TAB = Advice(
    "found character that cannot start any token", "A tab stands here.", "Indent with spaces."
)
_AFTER_BRACKET = Advice(
    "did not find expected key",
    "The value ends at its closing bracket, and something follows it.",
    _QUOTE,
)
_AFTER_QUOTES = Advice(
    "did not find expected key",
    "The value ends at its closing quotation mark, and something follows it.",
    "Put the whole value in quotes, and write a quotation mark inside '…' twice, "
    'inside "…" with a backslash before it.',
)
_MISPLACED = Advice(
    "did not find expected key",
    "The line does not fit the lines above it.",
    "Let all keys of one mapping begin in the same column.",
)


def advice_on(error: MarkedYAMLError, block: str) -> Advice:
    problem = error.problem or ""
    mark = error.problem_mark
    before = _before(block, mark.index) if mark else ""
    if mark and block.startswith("\t", mark.index):
        return _TAB
    if problem.startswith(_MISPLACED.problem):
        return _misplaced(before)
    for advice in _ADVICE:
        if problem.startswith(advice.problem):
            return advice
    return Advice(problem, f"Not YAML: {problem}.", "Put text with special characters in quotes.")


def _misplaced(before: str) -> Advice:
    if before.endswith(("'", '"')):
        return _AFTER_QUOTES
    return _AFTER_BRACKET if before.endswith(("]", "}")) else _MISPLACED


def _before(block: str, at: int) -> str:
    """What stands before a place on its line."""
    line, start = line_at(block, at)
    return line[: at - start].rstrip()

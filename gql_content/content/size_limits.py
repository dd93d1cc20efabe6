"""Limits on the cost of a front matter, checked before composing: nesting, number of values."""

import re

from yaml import tokens
from yaml._yaml import CParser

from gql_content.content.parse_issues import ParseError, ParseIssue

__all__ = ["MAX_DEPTH", "ValueCounter", "check_nesting", "check_separators", "make_nesting_error"]


MAX_VALUES = 6_000  # keys, scalars, lists and mappings

_SEPARATORS = (",", ":", "=", "\n[")
# Matches strings of TOML and JSON, and comments of TOML, so that separators in them do not count.
_SEPARATOR = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'
    r"|'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'|\#[^\n]*+|(?P<separator>[,:=]|\n\[)",
    re.DOTALL,
)


class ValueCounter:
    """Counts the values of one file's front matter."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, at: int | None) -> None:
        """Count one value. Raises `ParseError` if there are too many."""
        self._count += 1
        if self._count > MAX_VALUES:
            raise ParseError(
                ParseIssue(
                    code="OVERSIZE",
                    message=f"The front matter has more than {MAX_VALUES:,} keys and values.",
                    remedy="Move data out of the article into separate files.",
                    at=at,
                )
            )


def check_separators(text: str) -> None:
    """Raise `ParseError` if the separators of TOML or JSON imply too many values."""
    if sum(map(text.count, _SEPARATORS)) <= MAX_VALUES:
        return
    counter = ValueCounter()
    for match in _SEPARATOR.finditer(text):
        if match["separator"]:
            counter.add(match.start())


MAX_DEPTH = 64

# Each opens at most one level. Nesting by indentation alone needs longer and longer lines, so it
# reaches 700 levels in the largest front matter allowed; the stack overflows at 25,000.
_OPENING_CHARACTERS = "[{-?"
_MAX_UNCHECKED_OPENERS = 1_000

_OPENING_TOKENS = (
    tokens.BlockMappingStartToken,
    tokens.BlockSequenceStartToken,
    tokens.FlowMappingStartToken,
    tokens.FlowSequenceStartToken,
)
_VALUE_TOKENS = (tokens.ScalarToken, tokens.AliasToken, *_OPENING_TOKENS)
_CLOSING_TOKENS = (tokens.BlockEndToken, tokens.FlowMappingEndToken, tokens.FlowSequenceEndToken)


def check_nesting(text: str) -> None:
    """Raise `ParseError` if `text` is nested too deep to be composed safely."""
    if sum(map(text.count, _OPENING_CHARACTERS)) > _MAX_UNCHECKED_OPENERS:
        _check_tokens(CParser(text))


def make_nesting_error(at: int | None) -> ParseError:
    return ParseError(
        ParseIssue(
            code="TOO_DEEP",
            message=f"The front matter is nested more than {MAX_DEPTH} levels deep.",
            remedy="Flatten it. If it is text that begins with brackets, put it in quotes.",
            at=at,
        )
    )


def _check_tokens(scanner: CParser) -> None:
    depth, counter = 0, ValueCounter()
    while (token := scanner.get_token()) is not None:
        if isinstance(token, _VALUE_TOKENS):
            counter.add(token.start_mark.index)
        if isinstance(token, _OPENING_TOKENS):
            depth += 1
            if depth > MAX_DEPTH:
                raise make_nesting_error(token.start_mark.index)
        elif isinstance(token, _CLOSING_TOKENS):
            depth -= 1

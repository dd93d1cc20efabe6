"""Checks the nesting depth before composing: deep nesting overflows the C stack in libyaml."""

from yaml import tokens
from yaml._yaml import CParser

from gql_content.parsing.faults import ParseError, ParseIssue
from gql_content.parsing.quantity import ValueCounter

__all__ = ["MAX_DEPTH", "check_nesting", "make_nesting_error"]

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

"""Nesting is measured before composing: where it is deep, libyaml overflows the C stack."""

from yaml import tokens
from yaml._yaml import CParser

from gql_content.parsing.faults import Fault, FaultError
from gql_content.parsing.quantity import Quantity

__all__ = ["MAX_DEPTH", "check_nesting", "too_deep"]

MAX_DEPTH = 64

# Each opens at most one level. Nesting by indentation alone needs a line longer than the one before
# and so reaches 700 levels in the largest front matter allowed; the stack ends at 25,000.
_OPENERS = "[{-?"
_MANY = 1_000

_DOWN = (
    tokens.BlockMappingStartToken,
    tokens.BlockSequenceStartToken,
    tokens.FlowMappingStartToken,
    tokens.FlowSequenceStartToken,
)
_VALUES = (tokens.ScalarToken, tokens.AliasToken, *_DOWN)
_UP = (tokens.BlockEndToken, tokens.FlowMappingEndToken, tokens.FlowSequenceEndToken)


def check_nesting(text: str) -> None:
    """Raise a fault where composing `text` could be dangerous."""
    if sum(map(text.count, _OPENERS)) > _MANY:
        _check_tokens(CParser(text))


def too_deep(at: int | None) -> FaultError:
    return FaultError(
        Fault(
            code="TOO_DEEP",
            message=f"The front matter is nested more than {MAX_DEPTH} levels deep.",
            remedy="Flatten it, or put text that begins with brackets in quotes.",
            at=at,
        )
    )


def _check_tokens(scanner: CParser) -> None:
    depth, quantity = 0, Quantity()
    while (token := scanner.get_token()) is not None:
        if isinstance(token, _VALUES):
            quantity.add(token.start_mark.index)
        if isinstance(token, _DOWN):
            depth += 1
            if depth > MAX_DEPTH:
                raise too_deep(token.start_mark.index)
        elif isinstance(token, _UP):
            depth -= 1

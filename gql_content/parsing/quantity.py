"""Limits the number of values: each costs far more time and memory than its bytes."""

import re

from gql_content.parsing.faults import ParseError, ParseIssue

__all__ = ["MAX_VALUES", "ValueCounter", "check_separators"]

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

"""How many values a front matter may have: what each costs is many times what its bytes do."""

import re

from gql_content.parsing.faults import Fault, FaultError

__all__ = ["MOST_VALUES", "Quantity", "check_separators"]

MOST_VALUES = 6_000  # keys, texts, lists and mappings

_SEPARATORS = (",", ":", "=", "\n[")
# Strings of TOML and JSON, and comments of TOML, are stepped over.
_SEPARATOR = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|"(?:[^"\\\n]|\\.)*+"'
    r"|'''(?:[^']|'(?!''))*+'''|'[^'\n]*+'|\#[^\n]*+|(?P<separator>[,:=]|\n\[)",
    re.DOTALL,
)


class Quantity:
    """Counts the values of one front matter."""

    def __init__(self) -> None:
        self._values = 0

    def add(self, at: int | None) -> None:
        """One more; raises a fault where they are too many."""
        self._values += 1
        if self._values > MOST_VALUES:
            raise FaultError(
                Fault(
                    code="OVERSIZE",
                    message=f"The front matter has more than {MOST_VALUES:,} keys and values.",
                    remedy="Move data out of the article, into files of its own.",
                    at=at,
                )
            )


def check_separators(text: str) -> None:
    """Raises a fault where the signs between the values of TOML or JSON tell of too many."""
    if sum(map(text.count, _SEPARATORS)) <= MOST_VALUES:
        return
    quantity = Quantity()
    for found in _SEPARATOR.finditer(text):
        if found["separator"]:
            quantity.add(found.start())

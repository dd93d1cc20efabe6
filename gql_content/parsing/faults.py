"""What is wrong with a file, before it is told to its author as a `Problem`."""

from msgspec import Struct

from gql_content.model import Problem, Severity
from gql_content.parsing.lines import place

__all__ = ["Fault", "FaultError", "as_problem"]


class Fault(Struct, frozen=True):
    """One mistake; `at` and `first` count characters from the start of the text it was found in."""

    code: str
    message: str
    remedy: str
    at: int | None = None
    field: str | None = None
    first: int | None = None
    severity: Severity = Severity.ERROR


class FaultError(Exception):
    """A mistake after which there is nothing left to read."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def as_problem(path: str, text: str, base: int, fault: Fault) -> Problem:
    """Tell a fault found in `text[base:]` in lines and columns of the whole text."""
    line, column = (None, None) if fault.at is None else place(text, base + fault.at)
    message = fault.message
    if fault.first is not None:
        message += f": first on line {place(text, base + fault.first)[0]}, again on line {line}."
    return Problem(
        path=path,
        code=fault.code,
        message=message,
        remedy=fault.remedy,
        severity=fault.severity,
        line=line,
        column=column,
        field=fault.field,
    )

from collections import Counter
from collections.abc import Sequence
from os import path as os_path
from pathlib import Path

from msgspec import Struct

from gql_content.model import Problem, Severity

__all__ = ["Count", "Report"]


class Count(Struct, frozen=True):
    """How often a code was found, and in how many files."""

    code: str
    severity: Severity
    problems: int
    files: int


class Report(Struct, frozen=True):
    """What a check has found in the folder `root`, which held so many files."""

    root: Path
    problems: Sequence[Problem]
    files: int

    @property
    def counts(self) -> list[Count]:
        """By code, errors first, then the most frequent."""
        kinds = Counter((one.severity, one.code) for one in self.problems)
        pairs = {(one.severity, one.code, one.path) for one in self.problems}
        spread = Counter((severity, code) for severity, code, _ in pairs)
        counts = [
            Count(code, severity, number, spread[severity, code])
            for (severity, code), number in kinds.items()
        ]
        return sorted(counts, key=lambda one: (one.severity, -one.problems, one.code))

    def has(self, severity: Severity) -> bool:
        """Whether anything is as bad as that, or worse."""
        bad = {Severity.ERROR, severity}
        return any(one.severity in bad for one in self.problems)

    def file(self, problem: Problem) -> str:
        """The file of a problem as it is named from the folder in which the command runs."""
        return os_path.relpath(self.root / problem.path)

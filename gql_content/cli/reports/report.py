from collections import Counter
from collections.abc import Sequence
from os import path as os_path
from pathlib import Path

from msgspec import Struct

from gql_content.model import Problem, Severity

__all__ = ["CodeCount", "Report"]


class CodeCount(Struct, frozen=True):
    """The number of problems with a code, and of files that have them."""

    code: str
    severity: Severity
    problems: int
    files: int


class Report(Struct, frozen=True):
    """The problems in the folder `root`, and the number of files checked."""

    root: Path
    problems: Sequence[Problem]
    files: int

    @property
    def counts(self) -> list[CodeCount]:
        """The counts by code: errors first, then by descending frequency."""
        problem_counts = Counter((problem.severity, problem.code) for problem in self.problems)
        affected_files = {
            (problem.severity, problem.code, problem.path) for problem in self.problems
        }
        file_counts = Counter((severity, code) for severity, code, _ in affected_files)
        counts = [
            CodeCount(code, severity, number, file_counts[severity, code])
            for (severity, code), number in problem_counts.items()
        ]
        return sorted(counts, key=lambda count: (count.severity, -count.problems, count.code))

    def has_severity(self, severity: Severity) -> bool:
        """Whether a problem has at least this severity."""
        severities = {Severity.ERROR, severity}
        return any(problem.severity in severities for problem in self.problems)

    def get_file(self, problem: Problem) -> str:
        """The path of a problem's file, relative to the working directory."""
        return os_path.relpath(self.root / problem.path)

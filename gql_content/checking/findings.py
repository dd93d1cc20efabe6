from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec import Struct

from gql_content.model import Problem

__all__ = ["Findings"]


class Findings(Struct, frozen=True):
    """All problems of one revision, ordered by path and line."""

    revision: str
    problems: tuple[Problem, ...]

    @classmethod
    def of(
        cls,
        revision: str,
        library_problems: Iterable[Problem],
        rule_problems: Mapping[str, tuple[Problem, ...]],
    ) -> "Findings":
        """Merge the problems of the library itself and those of the rules by path."""
        by_path = {
            path: list(group) for path, group in groupby(library_problems, lambda one: one.path)
        }
        for path, problems in rule_problems.items():
            by_path.setdefault(path, []).extend(problems)
        ordered = (sorted(by_path[path], key=get_sort_key) for path in sorted(by_path))
        return cls(revision, tuple(one for problems in ordered for one in problems))


def get_sort_key(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.code, problem.message

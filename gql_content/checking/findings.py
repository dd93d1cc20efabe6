from collections.abc import Iterable, Mapping
from itertools import groupby

from msgspec import Struct

from gql_content.model import Problem

__all__ = ["Findings"]


class Findings(Struct, frozen=True):
    """Everything wrong in one revision, in the order of paths and lines."""

    revision: str
    problems: tuple[Problem, ...]

    @classmethod
    def of(
        cls, revision: str, first: Iterable[Problem], found: Mapping[str, tuple[Problem, ...]]
    ) -> "Findings":
        """The problems that a library knows of itself, and those that rules have found by path."""
        by_path = {path: list(group) for path, group in groupby(first, lambda one: one.path)}
        for path, problems in found.items():
            by_path.setdefault(path, []).extend(problems)
        ordered = (sorted(by_path[path], key=in_order) for path in sorted(by_path))
        return cls(revision, tuple(one for problems in ordered for one in problems))


def in_order(problem: Problem) -> tuple[int, int, str, str]:
    return problem.line or 0, problem.column or 0, problem.code, problem.message

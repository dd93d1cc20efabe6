"""Problems in content as lines of the log, each once."""

import logging
from collections import Counter
from collections.abc import Hashable, Iterable

from gql_content.model import Problem, Severity

__all__ = ["Told"]

log = logging.getLogger("gql_content.content")

MOST_AT_ONCE = 50
LEVELS = {Severity.ERROR: logging.WARNING, Severity.WARNING: logging.INFO}


class Told:
    """Remembers what the log has been told; a problem that is gone may be told again."""

    def __init__(self) -> None:
        self._told: frozenset[Hashable] = frozenset()

    def tell(self, problems: Iterable[Problem]) -> None:
        """Logs those that are new, errors first; of very many, the rest by its number."""
        present = {what_is_wrong(problem): problem for problem in problems}
        fresh = [problem for key, problem in present.items() if key not in self._told]
        fresh.sort(key=lambda problem: problem.severity)
        self._told = frozenset(present)
        for problem in fresh[:MOST_AT_ONCE]:
            log.log(LEVELS[problem.severity], "%s", line_of(problem))
        rest = Counter(problem.code for problem in fresh[MOST_AT_ONCE:])
        if rest:
            counts = ", ".join(f"{code} {count:,}" for code, count in rest.most_common())
            log.info("More problems: %s. gql-content check tells each.", counts)


def what_is_wrong(problem: Problem) -> Hashable:
    """The same wherever it stands: a line that is added above it is no news."""
    return problem.path, problem.code, problem.field, problem.message


def line_of(problem: Problem) -> str:
    places = (problem.path, problem.line, problem.column)
    place = ":".join(f"{part}" for part in places if part is not None)
    return f"{place} {problem.severity} {problem.code} {problem.message} {problem.remedy}"

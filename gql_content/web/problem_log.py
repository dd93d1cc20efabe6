"""Logs problems in content, each once."""

import asyncio
import logging
from collections import Counter
from collections.abc import Hashable, Iterable

from gql_content.errors import StartError
from gql_content.model import Problem, Severity
from gql_content.sources import FileRepository

__all__ = ["MOST_AT_ONCE", "Told", "keep_checked"]


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


MOMENT = 0.2

service_log = logging.getLogger("gql_content.web")


async def keep_checked(repository: FileRepository, calm: float, *, tells: bool) -> None:
    """Applies the rules to every library and tells the log of each problem once.

    What keeps files from being read is told at once; the rules wait until the first requests have
    had the cores for `calm` seconds, and the first questions after a change for a moment, in which
    more changes may come. Of several workers only one `tells`.
    """
    told = Told()
    if tells:
        told.tell(repository.library.problems)
    await asyncio.sleep(calm)
    async for _ in repository.libraries():
        await asyncio.sleep(MOMENT)
        try:
            found = await repository.check()
        except StartError as error:  # of the site's policy: nothing else can go wrong with it
            service_log.warning("The rules about content are not applied: %s", error)
            return
        except Exception:  # noqa: BLE001 - told in the log; the next revision tries again
            service_log.exception("The rules about content could not be applied to this revision.")
        else:
            if tells:
                told.tell(found.problems)

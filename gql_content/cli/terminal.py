"""What is told while the service starts: to a person a progress bar and an address, else lines."""

import logging
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from gql_content.logs import Line, Log

if TYPE_CHECKING:
    from gql_content.web import Loaded

__all__ = ["Terminal"]

logger = logging.getLogger("gql_content.loading")

LOG_SECONDS = 2.0


class ServingLine(Line, tag="serving", kw_only=True):
    """What there is, and where; `duration` in milliseconds."""

    graphiql: str
    endpoint: str
    articles: int
    subjects: int
    problems: int
    duration: float


class Terminal:
    """Tells of loading as it goes on, and of the service once it is there."""

    def __init__(self, address: str, log: Log, *, is_silent: bool) -> None:
        self._address = address
        self._log = log
        self._is_silent = is_silent
        self._console = Console(stderr=True, highlight=False)
        self._bar = Progress(
            TextColumn("Reading articles"),
            BarColumn(),
            MofNCompleteColumn(),
            console=self._console,
            transient=True,
            disable=is_silent or not self._console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)
        self._logged = monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def progress(self, done: int, total: int) -> None:
        """Called from the loading thread."""
        self._bar.update(self._task, completed=done, total=total)
        now = monotonic()
        if not self._console.is_terminal and now - self._logged >= LOG_SECONDS:
            self._logged = now
            logger.info("Read %d of %d articles", done, total)

    def loaded(self, found: "Loaded") -> None:
        """Says where to go and what is there."""
        self._bar.stop()
        if self._is_silent:
            return
        if self._log.is_for_machines:
            self._log.tell(served(self._address, found))
        else:
            self._print(found)

    def _print(self, found: "Loaded") -> None:
        counts = ", ".join(
            (
                counted(found.articles, "article"),
                counted(found.subjects, "subject"),
                counted(found.problems, "problem"),
            )
        )
        self._console.print(f"GraphiQL  {self._address}/", markup=False)
        self._console.print(f"Endpoint  {self._address}/graphql", markup=False)
        self._console.print(f"Content   {counts}, loaded in {found.seconds:.2f} s", markup=False)
        if not found.articles:
            self._console.print("There are no articles in this folder yet; put a .md file into it.")


def served(address: str, found: "Loaded") -> ServingLine:
    return ServingLine(
        graphiql=f"{address}/",
        endpoint=f"{address}/graphql",
        articles=found.articles,
        subjects=found.subjects,
        problems=found.problems,
        duration=round(found.seconds * 1000, 3),
    )


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"

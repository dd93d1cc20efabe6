"""What is told while the service starts: to a person a progress bar and an address, else lines."""

import logging
import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from gql_content.logs import EventLog, LogEvent

if TYPE_CHECKING:
    from gql_content.cli.loading_bar import LoadingBar
    from gql_content.web import Loaded

__all__ = ["Terminal"]

logger = logging.getLogger("gql_content.loading")

LOG_SECONDS = 2.0


class ServingLine(LogEvent, tag="serving", kw_only=True):
    """What there is, and where; `duration` in milliseconds."""

    graphiql: str
    endpoint: str
    articles: int
    subjects: int
    problems: int
    duration: float


class Terminal:
    """Tells of loading as it goes on, and of the service once it is there."""

    def __init__(self, address: str, log: EventLog, *, is_silent: bool) -> None:
        self._address = address
        self._log = log
        self._is_silent = is_silent
        self._has_bar = not is_silent and sys.stderr.isatty()
        self._bar: LoadingBar | None = None
        self._logged = monotonic()

    def __enter__(self) -> Self:
        if self._has_bar:
            from gql_content.cli.loading_bar import LoadingBar

            self._bar = LoadingBar()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._put_bar_away()

    def progress(self, done: int, total: int) -> None:
        """Called from the loading thread."""
        now = monotonic()
        if self._bar is not None:
            self._bar.update(done, total)
        elif now - self._logged >= LOG_SECONDS:
            self._logged = now
            logger.info("Read %d of %d articles", done, total)

    def loaded(self, found: "Loaded") -> None:
        """Says where to go and what is there."""
        self._put_bar_away()
        if self._is_silent:
            return
        if self._log.is_json:
            self._log.write(served(self._address, found))
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
        click.echo(f"GraphiQL  {self._address}/", err=True)
        click.echo(f"Endpoint  {self._address}/graphql", err=True)
        click.echo(f"Content   {counts}, loaded in {found.seconds:.2f} s", err=True)
        if not found.articles:
            click.echo(
                "There are no articles in this folder yet; put a .md file into it.", err=True
            )

    def _put_bar_away(self) -> None:
        if self._bar is not None:
            self._bar.stop()


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

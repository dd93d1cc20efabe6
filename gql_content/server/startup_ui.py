"""Start-up messages: a progress bar and addresses on a terminal, else log events."""

import logging
import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from gql_content.log import EventLog, LogEvent

if TYPE_CHECKING:
    from gql_content.server.progress_bar import LoadingBar
    from gql_content.web import Loaded

__all__ = ["StartupReporter"]


logger = logging.getLogger("gql_content.loading")

PROGRESS_LOG_SECONDS = 2.0


class ServingEvent(LogEvent, tag="serving", kw_only=True):
    """The service is ready. `duration` is the loading time in milliseconds."""

    graphiql: str
    endpoint: str
    articles: int
    subjects: int
    problems: int
    duration: float


class StartupReporter:
    """Reports loading progress, and that the service is ready."""

    def __init__(self, address: str, log: EventLog, *, is_silent: bool) -> None:
        self._address = address
        self._log = log
        self._is_silent = is_silent
        self._has_bar = not is_silent and sys.stderr.isatty()
        self._bar: LoadingBar | None = None
        self._last_logged = monotonic()

    def __enter__(self) -> Self:
        if self._has_bar:
            from gql_content.server.progress_bar import LoadingBar

            self._bar = LoadingBar()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop_bar()

    def report_progress(self, done: int, total: int) -> None:
        """Reports progress; called from the loading thread."""
        now = monotonic()
        if self._bar is not None:
            self._bar.update(done, total)
        elif now - self._last_logged >= PROGRESS_LOG_SECONDS:
            self._last_logged = now
            logger.info("Read %d of %d articles", done, total)

    def report_loaded(self, loaded: "Loaded") -> None:
        """Reports the addresses and the number of articles."""
        self._stop_bar()
        if self._is_silent:
            return
        if self._log.is_json:
            self._log.write(make_serving_event(self._address, loaded))
        else:
            self._print(loaded)

    def _print(self, loaded: "Loaded") -> None:
        counts = ", ".join(
            (
                format_count(loaded.articles, "article"),
                format_count(loaded.subjects, "subject"),
                format_count(loaded.problems, "problem"),
            )
        )
        click.echo(f"GraphiQL  {self._address}/", err=True)
        click.echo(f"Endpoint  {self._address}/graphql", err=True)
        click.echo(f"Content   {counts}, loaded in {loaded.seconds:.2f} s", err=True)
        if not loaded.articles:
            click.echo("The folder has no articles yet; add a .md file to it.", err=True)

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def make_serving_event(address: str, loaded: "Loaded") -> ServingEvent:
    return ServingEvent(
        graphiql=f"{address}/",
        endpoint=f"{address}/graphql",
        articles=loaded.articles,
        subjects=loaded.subjects,
        problems=loaded.problems,
        duration=round(loaded.seconds * 1000, 3),
    )


def format_count(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

"""Prometheus metrics."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from gql_content.library import Library
from gql_content.model import Problem, WatcherStatus
from gql_content.web.request_middleware import Seen

if TYPE_CHECKING:
    from gql_content.web.metric_values import Instruments

__all__ = ["Metrics", "State"]


class State(Struct, frozen=True):
    """What a service is at the moment; there is no library until it has been loaded.

    `problems` are what reading the files and the rules have found.
    """

    watcher: WatcherStatus
    library: Library | None = None
    loaded_at: datetime | None = None
    problems: tuple[Problem, ...] = ()


CALM_SECONDS = 1.0


class Metrics:
    """The figures of one service.

    The library behind them is imported a second after the first thing happened, which does not
    wait for it; what happens until then is remembered and counted after all.
    """

    def __init__(self) -> None:
        self._instruments: Instruments | None = None
        self._early: list[Callable[[Instruments], None]] = []

    def observe(self, seen: Seen) -> None:
        """Counts a request."""
        if self._instruments is not None:
            self._instruments.observe(seen)
        else:
            self._later(lambda instruments: instruments.observe(seen))

    def refreshed(self, seconds: float) -> None:
        """Counts a refresh of the content."""
        if self._instruments is not None:
            self._instruments.refreshed(seconds)
        else:
            self._later(lambda instruments: instruments.refreshed(seconds))

    def streams_open(self, count: int) -> None:
        """Notes how many event streams and web sockets are open now."""
        if self._instruments is not None:
            self._instruments.streams_open(count)
        else:
            self._later(lambda instruments: instruments.streams_open(count))

    def exposition(self, state: State, accept: str, *, tells_all: bool) -> tuple[bytes, str]:
        """The figures in one of Prometheus's formats, and its media type.

        Strangers in production are not told all: nothing of problems, the watcher and versions.
        """
        from gql_content.web.metric_values import exposed

        return exposed(self._ready(), state, accept, tells_all=tells_all)

    def _later(self, count: Callable[["Instruments"], None]) -> None:
        if not self._early:
            asyncio.get_running_loop().call_later(CALM_SECONDS, self._ready)
        self._early.append(count)

    def _ready(self) -> "Instruments":
        if self._instruments is None:
            from gql_content.web.metric_values import Instruments

            self._instruments = Instruments()
            for count in self._early:
                count(self._instruments)
            self._early.clear()
        return self._instruments

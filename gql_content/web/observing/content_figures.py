from collections.abc import Iterator, Sequence

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from gql_content.library import Library
from gql_content.model import Problem, Severity, WatcherState, WatcherStatus
from gql_content.web.observing.state import State

__all__ = ["ContentFigures"]


class ContentFigures(Collector):
    """What is served now. All workers serve the same, so the one that is asked speaks for all."""

    def __init__(self, state: State, *, tells_all: bool) -> None:
        """`tells_all` is for those who run the service: problems, and how files are watched."""
        self._state = state
        self._tells_all = tells_all

    def collect(self) -> Iterator[Metric]:
        """See `Collector`."""
        if self._tells_all:
            yield from of_watcher(self._state.watcher)
        if self._state.library is not None:
            yield from of_library(self._state.library)
            if self._tells_all:
                yield of_problems(self._state.problems)
        if self._state.loaded_at is not None:
            at = self._state.loaded_at.timestamp()
            yield gauge("loaded_timestamp_seconds", "When this content was published.", at)


def of_library(library: Library) -> Iterator[Metric]:
    yield gauge("articles", "Articles that are served.", len(library.articles))
    yield gauge("subjects", "Subjects that have articles.", len(library.subjects))
    # Its series ends where the next revision begins; one that was counted would stay for ever.
    yield InfoMetricFamily(
        "gql_content_revision", "What is served.", {"revision": library.revision}
    )


def of_problems(problems: Sequence[Problem]) -> Metric:
    found = GaugeMetricFamily(
        "gql_content_problems", "Problems in the content.", labels=["severity"]
    )
    for severity in Severity:
        found.add_metric([severity], sum(one.severity is severity for one in problems))
    return found


def of_watcher(status: WatcherStatus) -> Iterator[Metric]:
    meaning = "How changed files are noticed: 1 for the way it is."
    states = GaugeMetricFamily("gql_content_watcher", meaning, labels=["state"])
    for state in WatcherState:
        states.add_metric([state], state is status.state)
    yield states
    yield gauge("watcher_restarts", "How often the watcher was begun anew.", status.restarts)
    if status.last_sweep is not None:
        at = status.last_sweep.timestamp()
        yield gauge("last_sweep_timestamp_seconds", "When all files were last compared.", at)


def gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(f"gql_content_{name}", meaning, value)

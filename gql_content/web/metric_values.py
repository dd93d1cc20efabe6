"""The collectors of Prometheus metrics. Imported for the first request."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from gql_content.library import Library
from gql_content.model import Problem, Severity, WatcherState, WatcherStatus
from gql_content.web.metrics import State
from gql_content.web.request_middleware import OperationKind, Seen, route_of

__all__ = ["Instruments", "exposed"]


SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Instruments:
    """What is counted where it happens; the counts of several workers are added up."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        requests = Counter(
            "gql_content_requests",
            "Requests that are over.",
            ("route", "operation", "status", "cache"),
            registry=self.registry,
        )
        durations = Histogram(
            "gql_content_request_duration_seconds",
            "From a request to the last byte of its answer; subscriptions are left out.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._refreshes = Histogram(
            "gql_content_refresh_duration_seconds",
            "Comparing files with the library, and publishing the next one where they differ.",
            buckets=SECONDS,
            registry=self.registry,
        )

        self._streams = Gauge(
            "gql_content_open_streams",
            "Event streams and web sockets that are open.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )

        # To look a series up by its labels takes longer than to count.
        self._counter = cache(requests.labels)
        self._histogram = cache(durations.labels)

    def observe(self, seen: Seen) -> None:
        """Counts a request."""
        route, kind = route_of(seen.path), seen.exchange.operation_kind
        self._counter(route, kind, seen.status, seen.exchange.cache).inc()
        if kind is not OperationKind.SUBSCRIPTION and not seen.is_socket:
            self._histogram(route).observe(seen.seconds)

    def streams_open(self, count: int) -> None:
        """Notes how many there are in this process."""
        self._streams.set(count)

    def refreshed(self, seconds: float) -> None:
        """Counts a refresh."""
        self._refreshes.observe(seconds)


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


LONGEST_READ = 1_000  # characters of Accept
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # names the folder in which several workers count


def exposed(
    instruments: Instruments, state: State, accept: str, *, tells_all: bool
) -> tuple[bytes, str]:
    """The figures of all workers, in the format that is liked best, and its media type."""
    registry = CollectorRegistry()
    registry.register(ContentFigures(state, tells_all=tells_all))
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)
    else:
        registry.register(instruments.registry)
        ProcessCollector(registry=registry)
        if tells_all:
            PlatformCollector(registry=registry)
    encode, media_type = encoder_for(accept)
    return encode(registry), media_type


def encoder_for(accept: str) -> tuple[Callable[[Collector], bytes], str]:
    """The format that is liked best; the oldest one where a version is none."""
    try:
        return choose_encoder(accept[:LONGEST_READ])
    except (ValueError, TypeError):  # it compares numbers with whatever was written
        return choose_encoder("")

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from gql_content.web.observing.exchange import OperationKind
from gql_content.web.observing.outermost import Seen
from gql_content.web.observing.path_labels import route_of

__all__ = ["Instruments"]

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

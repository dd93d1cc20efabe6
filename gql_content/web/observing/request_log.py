from gql_content.logs import EventLog, LogEvent, escape_unprintable
from gql_content.web.observing.exchange import CacheState, OperationKind
from gql_content.web.observing.outermost import Observer, Seen

__all__ = ["log_requests"]


class RequestLine(LogEvent, tag="request", kw_only=True):
    """What became of one request; `duration` is in milliseconds, `size` in bytes of the answer."""

    id: str
    method: str
    path: str
    status: int
    duration: float
    size: int
    client: str
    operation: str | None = None
    kind: OperationKind = OperationKind.NONE
    cost: int | None = None
    cache: CacheState = CacheState.NONE


def log_requests(log: EventLog) -> Observer:
    """Writes a line for each request; the query itself and its variables stay out of the log."""

    def observe(seen: Seen) -> None:
        level = "error" if seen.status == 500 else "info"
        if log.is_enabled(level):
            log.write_buffered(line_of(seen, level))

    return observe


def line_of(seen: Seen, level: str) -> RequestLine:
    exchange = seen.exchange
    name = exchange.operation_name
    return RequestLine(
        level=level,
        id=exchange.id,
        method=escape_unprintable(seen.method),
        path=escape_unprintable(seen.path),
        status=seen.status,
        duration=round(seen.seconds * 1000, 3),
        size=seen.size,
        client=seen.client,
        operation=None if name is None else escape_unprintable(name),
        kind=exchange.operation_kind,
        cost=exchange.cost,
        cache=exchange.cache,
    )

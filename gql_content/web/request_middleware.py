"""The outermost ASGI middleware: request ids, timing, the access log, shutdown."""

import asyncio
import os
import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from enum import StrEnum
from time import perf_counter
from typing import Any

from msgspec import Struct, field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.log import EventLog, LogEvent, escape_unprintable

__all__ = [
    "CacheState",
    "Draining",
    "Exchange",
    "Observer",
    "OperationKind",
    "Outermost",
    "RequestLine",
    "Seen",
    "exchange_of",
    "known_id",
    "log_requests",
    "route_of",
]


KEY = "exchange"
ID_BYTES, DRAWN = 8, 256


class CacheState(StrEnum):
    """What the caches had to do with an answer."""

    NONE = "none"  # no cache was asked
    HIT = "hit"  # the bytes were remembered
    MISS = "miss"  # executed, and remembered for the next
    BYPASS = "bypass"  # executed, and not to be remembered
    NOT_MODIFIED = "not_modified"  # the client's own copy is still good: 304


class OperationKind(StrEnum):
    """What a request asked to be run; `NONE` where it held no operation that could be read."""

    NONE = "none"
    QUERY = "query"
    MUTATION = "mutation"
    SUBSCRIPTION = "subscription"


def ids() -> Iterator[str]:
    """Without end. Each draw lets go of the interpreter, which threads in the background wait for:
    so one draw serves many requests.
    """
    while True:
        drawn = os.urandom(DRAWN * ID_BYTES).hex()
        yield from (drawn[at : at + 2 * ID_BYTES] for at in range(0, len(drawn), 2 * ID_BYTES))


new_id = ids().__next__


class Exchange(Struct):
    """One request, from its first byte to its last.

    `operation_name` is the client's own text, of any length and content: whoever prints it escapes
    and cuts it, and nobody makes it a label of a metric. `cost` is counted as the limit is.
    """

    id: str = field(default_factory=new_id)
    operation_name: str | None = None
    operation_kind: OperationKind = OperationKind.NONE
    cost: int | None = None
    cache: CacheState = CacheState.NONE
    remembered_at: str = ""  # the revision, where the same question would get the same bytes


def begin_exchange(scope: MutableMapping[str, Any], known_id: str | None = None) -> Exchange:
    """Begins the exchange of a request, under the id it has already if it has one."""
    exchange = Exchange() if known_id is None else Exchange(known_id)
    scope.setdefault("state", {})[KEY] = exchange
    return exchange


def exchange_of(scope: MutableMapping[str, Any]) -> Exchange:
    """The exchange that a request belongs to; it begins here unless it has begun further out."""
    found = scope.get("state", {}).get(KEY)
    return found if isinstance(found, Exchange) else begin_exchange(scope)


class Draining:
    """Whether this process is on its way out: no connection outlives its next answer.

    What never ends by itself, a stream or a socket, waits for `ended` and then closes, a web socket
    with the code 1001.
    """

    def __init__(self) -> None:
        self.has_begun = False
        self.ends_service = False
        self._ended = asyncio.Event()

    def begin(self, *, others_serve: bool) -> None:
        """Unless others serve in its place, the service is not ready any more.

        What comes nevertheless is still answered.
        """
        self.has_begun = True
        self.ends_service = not others_serve

    def end(self) -> None:
        """Nothing more is answered but what has already been asked."""
        self._ended.set()

    async def ended(self) -> None:
        """Returns when the time has come to close what would stay open for ever."""
        await self._ended.wait()


GONE = 499  # the client went before it was answered, as nginx writes it
SOCKET = "WEBSOCKET"
ACCEPTED = 101
REFUSED = 403
CLOSE = (b"connection", b"close")
KNOWN_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


class Seen(Struct, frozen=True):
    """A request that is over; a web socket is over when it closes, and has a method of its own."""

    exchange: Exchange
    method: str
    path: str
    status: int
    seconds: float
    size: int
    client: str

    @property
    def is_socket(self) -> bool:
        """Whether this was a web socket."""
        return self.method == SOCKET


Observer = Callable[[Seen], None]


class Outermost:
    """Gives each request its id, each observer what it saw, and a draining service its last word.

    While the service drains, each answer closes its connection: the next request of that client
    opens another, and finds another process.
    """

    def __init__(self, app: ASGIApp, draining: Draining, observers: Sequence[Observer]) -> None:
        self._app = app
        self._draining = draining
        self._observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        began = perf_counter()
        exchange = begin_exchange(scope, known_id(scope["headers"]))
        answer = Answered(send, exchange.id, self._draining)
        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            answer.status = answer.status or 500
            raise
        finally:
            seen = Seen(
                exchange,
                scope.get("method", SOCKET),
                scope["path"],
                answer.status or GONE,
                perf_counter() - began,
                answer.size,
                (scope.get("client") or ("", 0))[0],
            )
            for observe in self._observers:
                observe(seen)


class Answered:
    """What is sent to one client, and what of it the observers want to know."""

    def __init__(self, send: Send, request_id: str, draining: Draining) -> None:
        self.status = 0
        self.size = 0
        self._send = send
        self._request_id = request_id
        self._draining = draining

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.body":
            self.size += len(message.get("body", b""))
        elif kind == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message["headers"], *self._headers()]}
        elif kind == "websocket.http.response.start":
            self.status = message["status"]
        elif kind == "websocket.accept":
            self.status = ACCEPTED
        elif kind == "websocket.close":
            self.status = self.status or REFUSED
        await self._send(message)

    def _headers(self) -> list[tuple[bytes, bytes]]:
        own = [(b"x-request-id", self._request_id.encode())]
        return [*own, CLOSE] if self._draining.has_begun else own


def known_id(headers: Sequence[tuple[bytes, bytes]]) -> str | None:
    """The id that a proxy has given the request already, if it is one that can be printed."""
    for name, value in headers:
        if name == b"x-request-id" and KNOWN_ID.fullmatch(value):
            return value.decode()
    return None


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


ROUTES = {
    "/": "graphiql",
    "/graphql": "graphql",
    "/healthz": "probe",
    "/readyz": "probe",
    "/metrics": "metrics",
    "/sitemap.xml": "feed",
    "/feed.xml": "feed",
    "/robots.txt": "feed",
    "/llms.txt": "feed",
}


def route_of(path: str) -> str:
    """The label of a path: one of a few, whatever a client asks for."""
    found = ROUTES.get(path)
    if found is not None:
        return found
    if path.startswith("/graphql/"):
        return "graphql"
    if path.startswith("/graphiql/"):
        return "graphiql"
    return "markdown" if path.endswith(".md") else "other"

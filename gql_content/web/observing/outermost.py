"""The outermost ASGI app: it sees each request come and go, and tells what became of it."""

import re
from collections.abc import Callable, Sequence
from time import perf_counter

from msgspec import Struct
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.web.observing.draining import Draining
from gql_content.web.observing.exchange import Exchange, begin_exchange

__all__ = ["Observer", "Outermost", "Seen", "known_id"]

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

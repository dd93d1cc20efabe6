from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from time import monotonic, perf_counter

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from gql_content.web.documents import Asked
from gql_content.web.observing import CacheState, Draining, Exchange, Observer, Seen
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.security import Rates, Token, client_of, too_often
from gql_content.web.sockets.conversation import Conversation, Introduction, SocketLimits
from gql_content.web.sockets.protocol import PROTOCOL, CloseCode, Closing
from gql_content.web.streams import Places, Result, Results, until_first

__all__ = ["SocketEndpoint"]

OPERATION = "SUBSCRIBE"  # stands for a method where an operation of a socket is told of


class SocketEndpoint:
    """`/graphql` for web sockets. Each operation counts as a request of its own."""

    def __init__(
        self,
        results: Results,
        places: Places,
        draining: Draining,
        limits: SocketLimits,
        token: Token,
        rates: Rates | None,
        observers: Sequence[Observer],
    ) -> None:
        self._results = results
        self._places = places
        self._draining = draining
        self._limits = limits
        self._token = token
        self._rates = rates
        self._observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app for one socket."""
        socket = WebSocket(scope, receive, send)
        try:
            with self._places.place_for(socket), suppress(WebSocketDisconnect):
                await self._serve(socket)
        except Refusal as refusal:
            await socket.send_denial_response(refusal_response(refusal))

    async def _serve(self, socket: WebSocket) -> None:
        if PROTOCOL not in socket.scope["subprotocols"]:
            await socket.accept()
            await socket.close(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
            return
        await socket.accept(PROTOCOL)

        def results_of(asked: Asked, introduction: Introduction) -> AsyncGenerator[Result]:
            return self._results_of(socket, asked, introduction)

        conversation = Conversation(socket, results_of, self._limits)
        try:
            await until_first(conversation.hold(), self._draining.ended())
        except Closing as closing:
            await socket.close(closing.code, closing.reason)
        else:
            await socket.close(CloseCode.GOING_AWAY, "Going away")

    async def _results_of(
        self, socket: WebSocket, asked: Asked, introduction: Introduction
    ) -> AsyncGenerator[Result]:
        began, status, size = perf_counter(), 200, 0
        client = "" if socket.client is None else socket.client.host
        exchange = Exchange(operation_name=asked.operation_name, cache=CacheState.BYPASS)
        is_known = self._is_in(socket, introduction)
        try:
            self._count(client)
            async for result in self._results.of(asked, exchange, is_known=is_known):
                status, size = 400 if result.errors else 200, size + len(result.body)
                yield result
        except Refusal as refusal:
            status = refusal.status
            raise
        finally:
            path, seconds = socket.scope["path"], perf_counter() - began
            seen = Seen(exchange, OPERATION, path, status, seconds, size, client)
            for observe in self._observers:
                observe(seen)

    def _count(self, client: str) -> None:
        if self._rates is not None and client:
            seconds = self._rates.wait(client_of(client), monotonic())
            if seconds:
                raise too_often(seconds)

    def _is_in(self, socket: WebSocket, introduction: Introduction) -> bool:
        """Browsers give a socket no header, so their clients put it into the introduction.

        A password that a browser adds by itself counts for nothing: it does so for any page.
        """
        if self._token.is_named_by(socket.headers.get("authorization", "")):
            return True
        given = (one for name, one in introduction.items() if name.lower() == "authorization")
        return any(isinstance(one, str) and self._token.is_named_by(one) for one in given)

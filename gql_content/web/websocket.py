"""GraphQL over WebSocket, by the protocol graphql-transport-ws."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import aclosing, suppress
from time import monotonic, perf_counter
from typing import Any, Never

import msgspec
from graphql import GraphQLError
from msgspec import Struct
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from gql_content.web.event_streams import Places, until_first
from gql_content.web.graphql_response import formatted
from gql_content.web.http_errors import Refusal, refusal_response
from gql_content.web.operation_results import Result, Results
from gql_content.web.persisted_documents import Asked
from gql_content.web.request_middleware import CacheState, Draining, Exchange, Observer, Seen
from gql_content.web.security import Rates, Token, client_of, too_often
from gql_content.web.websocket_messages import (
    PROTOCOL,
    ClientMessage,
    CloseCode,
    Closing,
    Complete,
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    encoded,
    message_in,
)

__all__ = ["SocketEndpoint", "SocketLimits"]


INIT_SECONDS = 3

Introduction = Mapping[str, Any]


class SocketLimits(Struct, frozen=True):
    """What one socket may ask for: `message` bytes at a time, so many `operations` at once."""

    message: int
    operations: int


class Conversation:
    """What is said over one socket, from its acceptance to its end."""

    def __init__(
        self,
        socket: WebSocket,
        results_of: Callable[[Asked, Introduction], AsyncGenerator[Result]],
        limits: SocketLimits,
    ) -> None:
        self._socket = socket
        self._introduction: Introduction = {}
        self._results_of = results_of
        self._limits = limits
        self._running: dict[str, asyncio.Task[None]] = {}

    async def hold(self) -> Never:
        """Ends by `Closing` or by `WebSocketDisconnect`; nothing runs any more then."""
        try:
            await self._begin()
            while True:
                await self._heed(await self._message())
        finally:
            await ended(self._running.values())

    async def _begin(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                while not isinstance(message := await self._message(), ConnectionInit):
                    await self._heed_early(message)
                self._introduction = kept_of(message.payload or {})
        except TimeoutError:
            raise Closing(CloseCode.INIT_TIMEOUT, "Connection initialisation timeout") from None
        await self._send("connection_ack")

    async def _heed_early(self, message: ClientMessage) -> None:
        if isinstance(message, Subscribe):
            raise Closing(CloseCode.UNAUTHORIZED, "Unauthorized")
        await self._heed(message)

    async def _heed(self, message: ClientMessage) -> None:
        match message:
            case ConnectionInit():
                raise Closing(CloseCode.TOO_MANY_INITS, "Too many initialisation requests")
            case Ping():
                await self._send("pong")
            case Pong():
                pass
            case Complete(id):
                if (task := self._running.pop(id, None)) is not None:
                    await ended([task])
            case Subscribe():
                await self._begin_operation(message)

    async def _begin_operation(self, asked: Subscribe) -> None:
        if asked.id in self._running:
            raise Closing(CloseCode.SUBSCRIBER_EXISTS, f"Subscriber for {asked.id} already exists")
        if len(self._running) >= self._limits.operations:
            refusal = too_many(self._limits.operations)
            await self._send("error", id=asked.id, payload=[refusal.error])
        else:
            self._running[asked.id] = asyncio.create_task(self._run(asked))

    async def _run(self, asked: Subscribe) -> None:
        """Sends the results of an operation; when it is over, its id may be used again.

        Whoever takes no message keeps its place among the operations that may run at once.
        """
        with suppress(WebSocketDisconnect):  # whoever reads the messages learns of it too
            errors = await self._send_results(asked)
            if errors:
                await self._send("error", id=asked.id, payload=errors)
            else:
                await self._send("complete", id=asked.id)
        del self._running[asked.id]

    async def _send_results(self, asked: Subscribe) -> Sequence[dict[str, Any]]:
        """Sends each result, and returns the errors for which there is none."""
        try:
            async with aclosing(self._results_of(asked.payload, self._introduction)) as results:
                async for result in results:
                    if result.errors:
                        return result.errors
                    await self._send("next", id=asked.id, payload=msgspec.Raw(result.body))
        except Refusal as refusal:
            return [refusal.error]
        except WebSocketDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - as over HTTP: the log tells, the client goes on
            return [formatted(GraphQLError("", original_error=error), is_request_error=False)]
        return []

    async def _message(self) -> ClientMessage:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(event["code"])
        text = event.get("text")
        if text is None:
            raise Closing(CloseCode.INVALID_MESSAGE, "Invalid message: only text frames are read")
        if len(text.encode()) > self._limits.message:
            raise Closing(CloseCode.TOO_BIG, f"A message may have {self._limits.message} bytes")
        return message_in(text)

    async def _send(self, kind: str, **members: object) -> None:
        await self._socket.send_text(encoded(kind, **members))


def kept_of(payload: Mapping[str, Any]) -> Introduction:
    """What is kept of an introduction for as long as its socket lives: who introduces itself."""
    return {name: value for name, value in payload.items() if name.lower() == "authorization"}


async def ended(tasks: Collection[asyncio.Task[None]]) -> None:
    """Ends tasks, and returns when they have."""
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks)


def too_many(most: int) -> Refusal:
    return Refusal(
        429,
        "TOO_MANY_SUBSCRIPTIONS",
        f"A web socket may run {most} operations at once. Complete one, or raise "
        "--max-subscriptions.",
    )


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

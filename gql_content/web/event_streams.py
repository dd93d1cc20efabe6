"""Server-sent events, by graphql-sse's distinct connections mode."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from contextlib import aclosing, contextmanager
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from gql_content.web.http_errors import Refusal, refusal_response
from gql_content.web.negotiation import elements_in
from gql_content.web.operation_results import Result, Results
from gql_content.web.persisted_documents import Asked
from gql_content.web.request_middleware import Draining, Exchange
from gql_content.web.security import client_of

__all__ = ["EVENTS", "EventStreams", "Places", "until_first", "wants_events"]


COMPLETE = b"event: complete\ndata: \n\n"  # without data a browser would not tell of it
KEEP_ALIVE = b":\n\n"


def next_event(result: Result) -> bytes:
    """A result. Its id is the revision, which a browser sends back when it comes again."""
    place = b"id: " + result.revision.encode() + b"\n" if result.revision else b""
    return b"event: next\n" + place + b"data: " + result.body + b"\n\n"


RETRY_SECONDS = 30


class Places:
    """How many streams and sockets each address holds open, and how many it may."""

    def __init__(self, most: int, on_change: Callable[[int], None] = lambda _: None) -> None:
        self._most = most
        self._on_change = on_change
        self._taken: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        """How many there are, of all addresses together."""
        return self._taken.total()

    @contextmanager
    def place_for(self, connection: HTTPConnection) -> Generator[None]:
        """Holds a place until the block ends; raises `Refusal` where an address has all of its."""
        address = client_of(connection.client.host) if connection.client is not None else ""
        if self._taken[address] >= self._most:
            raise full(self._most)
        self._taken[address] += 1
        self._on_change(self.taken)
        try:
            yield
        finally:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
            self._on_change(self.taken)


def full(most: int) -> Refusal:
    return Refusal(
        429,
        "TOO_MANY_STREAMS",
        f"An address may hold {most} event streams and web sockets open. Close one, or raise "
        "--max-streams.",
        {"Retry-After": str(RETRY_SECONDS)},
    )


async def until_first(*parts: Coroutine[Any, Any, None]) -> None:
    """Runs all parts until one ends, then ends the others; what one of them raises is raised."""
    tasks = [asyncio.create_task(part) for part in parts]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
    for task in tasks:
        if not task.cancelled():
            task.result()


EVENTS = "text/event-stream"
KEEP_ALIVE_SECONDS = 15
START: Message = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store, no-transform"),
        (b"vary", b"Accept"),
        (b"x-accel-buffering", b"no"),  # nginx would wait for more
    ],
}


def wants_events(accept: str) -> bool:
    """Whether a client asks for a stream: some list it on ordinary queries, beside JSON."""
    ranges = {one.partition(";")[0].strip().lower() for one in elements_in(accept)}
    return EVENTS in ranges and not any(one.endswith(("/json", "+json")) for one in ranges)


class EventStreams:
    """Makes streams out of operations."""

    def __init__(self, results: Results, places: Places, draining: Draining) -> None:
        self._results = results
        self._places = places
        self._draining = draining

    def response(
        self, asked: Asked, since: str | None, exchange: Exchange, *, is_known: bool
    ) -> Response:
        """The results of what is asked, to be sent as they come.

        `since` is the id of the last event that a client who comes again has seen.
        """
        results = self._results.of(asked, exchange, since, is_known=is_known)
        return EventStream(results, self._places, self._draining)


class EventStream(Response):
    """The results of an operation as server-sent events, until it, client or service ends.

    A stream that the service ends is not completed, so its client comes again.
    """

    def __init__(self, results: AsyncGenerator[Result], places: Places, draining: Draining) -> None:
        super().__init__()
        self._results = results
        self._places = places
        self._draining = draining

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app, as every response is."""
        if scope["method"] == "HEAD":
            await send(START)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        try:
            with self._places.place_for(HTTPConnection(scope)):
                await until_first(self._answer(send), left(receive), self._draining.ended())
        except Refusal as refusal:
            await refusal_response(refusal)(scope, receive, send)

    async def _answer(self, send: Send) -> None:
        async with aclosing(self._results) as results:
            first = await anext(results)  # a refusal comes before anything has been sent
            await send(START)
            try:
                await until_first(send_all(first, results, send), keep_alive(send))
            finally:
                await send({"type": "http.response.body", "body": b"", "more_body": False})


async def send_all(first: Result, others: AsyncGenerator[Result], send: Send) -> None:
    await send(part(next_event(first)))
    async for result in others:
        await send(part(next_event(result)))
    await send(part(COMPLETE))


async def keep_alive(send: Send) -> None:
    """What lies between would take a silent connection for a dead one."""
    while True:
        await asyncio.sleep(KEEP_ALIVE_SECONDS)
        await send(part(KEEP_ALIVE))


def part(frame: bytes) -> Message:
    return {"type": "http.response.body", "body": frame, "more_body": True}


async def left(receive: Receive) -> None:
    """Returns when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass

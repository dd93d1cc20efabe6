import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from gql_content.web.accepting import elements_in
from gql_content.web.documents import Asked
from gql_content.web.observing import Draining, Exchange
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.streams.frames import COMPLETE, KEEP_ALIVE, next_event
from gql_content.web.streams.places import Places
from gql_content.web.streams.results import Result, Results
from gql_content.web.streams.until_first import until_first

__all__ = ["EVENTS", "EventStreams", "wants_events"]

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

"""A request in its raw bytes: all that decides an answer, and nothing parsed."""

import asyncio
from collections.abc import Awaitable, Generator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from msgspec import Struct
from starlette.types import Message, Receive, Scope

__all__ = ["Key", "RawHeaders", "Replayed", "key_of", "raw_headers"]


PATIENCE = 1.0  # seconds that a body has to come whole; a slower one is read further in


class Key(NamedTuple):
    """What an answer depends on, besides the content; one to HEAD is that to GET."""

    method: str
    query_string: bytes
    body: bytes
    accept: bytes
    content_type: bytes
    host: bytes  # since a host or an origin may be refused further in
    origin: bytes


class RawHeaders(Struct, frozen=True, gc=False):
    """The headers that the cache reads, each empty where the request has none."""

    accept: bytes = b""
    accept_encoding: bytes = b""
    authorization: bytes = b""
    content_encoding: bytes = b""
    content_type: bytes = b""
    host: bytes = b""
    if_none_match: bytes = b""
    origin: bytes = b""


def raw_headers(headers: Sequence[tuple[bytes, bytes]]) -> RawHeaders:
    """The headers as they came; of several with one name, a list."""
    found = dict(headers)
    if len(found) != len(headers):
        found = joined(headers)
    get = found.get
    return RawHeaders(
        get(b"accept", b""),
        get(b"accept-encoding", b""),
        get(b"authorization", b""),
        get(b"content-encoding", b""),
        get(b"content-type", b""),
        get(b"host", b""),
        get(b"if-none-match", b""),
        get(b"origin", b""),
    )


def joined(headers: Sequence[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        found[name] = value if name not in found else found[name] + b", " + value
    return found


def key_of(scope: Scope, headers: RawHeaders, body: bytes) -> Key:
    """Under which the answer to a request is remembered."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return Key(
        method,
        scope["query_string"],
        body,
        headers.accept,
        headers.content_type,
        headers.host,
        headers.origin,
    )


class Replayed:
    """The receiving end of a request whose body has been looked at and not been taken."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen: list[Message] = []

    async def look(self, most: int) -> bytes | None:
        """The body, if it comes whole, soon, and within `most` bytes."""
        arriving = Arriving(self._receive())
        if arriving.is_here:
            self._seen.append(arriving.message)
            if not arriving.message.get("more_body"):
                return body_in(self._seen, most)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                return await self._look_on(most, arriving)
        return None

    async def _look_on(self, most: int, arriving: "Arriving") -> bytes | None:
        if not arriving.is_here:
            self._seen.append(await arriving)
        while self._seen[-1].get("more_body") and body_in(self._seen, most) is not None:
            self._seen.append(await self._receive())
        return body_in(self._seen, most)

    async def __call__(self) -> Message:
        """See ASGI: what has been seen already, then what comes."""
        return self._seen.pop(0) if self._seen else await self._receive()


class Arriving:
    """A message that is mostly here already, and then costs no timer.

    It is stepped once, which tells; where it waits, who awaits it takes over that wait.
    """

    def __init__(self, receiving: Awaitable[Message]) -> None:
        self.message: Message = {}
        self.is_here = False
        self._steps = receiving.__await__()
        try:
            self._waits_for: Any = next(self._steps)
        except StopIteration as arrived:
            self.message, self.is_here = arrived.value, True

    def __await__(self) -> Generator[Any, Any, Message]:
        try:
            while True:
                try:
                    sent = yield self._waits_for
                except BaseException as error:  # noqa: BLE001 - handed on, as `yield from` does
                    self._waits_for = self._steps.throw(error)
                else:
                    self._waits_for = self._steps.send(sent)
        except StopIteration as arrived:
            return arrived.value


def body_in(messages: Sequence[Message], most: int) -> bytes | None:
    """The body so far; None where it was cut off or is too large."""
    if any(message["type"] != "http.request" for message in messages):
        return None
    body = b"".join(message.get("body", b"") for message in messages)
    return body if len(body) <= most else None

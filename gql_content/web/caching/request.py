"""A request in its raw bytes: all that decides an answer, and nothing parsed."""

import asyncio
from collections.abc import Sequence

from msgspec import Struct
from starlette.types import Message, Receive, Scope

__all__ = ["Key", "RawHeaders", "Replayed", "key_of", "raw_headers"]

PATIENCE = 1.0  # seconds that a body has to come whole; a slower one is read further in

Key = tuple[bytes | str, ...]


class RawHeaders(Struct, frozen=True, gc=False):
    """The headers that the cache reads, each empty where the request has none."""

    accept: bytes = b""
    accept_encoding: bytes = b""
    authorization: bytes = b""
    content_type: bytes = b""
    host: bytes = b""
    if_none_match: bytes = b""
    origin: bytes = b""


NAMES = {name.replace("_", "-").encode(): name for name in RawHeaders.__struct_fields__}


def raw_headers(headers: Sequence[tuple[bytes, bytes]]) -> RawHeaders:
    """The headers as they came; of several with one name, a list."""
    found: dict[str, bytes] = {}
    for name, value in headers:
        field = NAMES.get(name)
        if field is not None:
            found[field] = value if field not in found else found[field] + b", " + value
    return RawHeaders(**found)


def key_of(scope: Scope, headers: RawHeaders, body: bytes) -> Key:
    """What an answer depends on, besides the content; one to HEAD is that to GET."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return (
        method,
        scope["query_string"],
        body,
        headers.accept,
        headers.content_type,
        headers.host,  # since a host or an origin may be refused further in
        headers.origin,
    )


class Replayed:
    """The receiving end of a request whose body has been looked at and not been taken."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen: list[Message] = []

    async def look(self, most: int) -> bytes | None:
        """The body, if it comes whole, soon, and within `most` bytes."""
        body = b""
        try:
            async with asyncio.timeout(PATIENCE):
                while len(body) <= most:
                    message = await self._receive()
                    self._seen.append(message)
                    if message["type"] != "http.request":
                        return None
                    body += message.get("body", b"")
                    if not message.get("more_body"):
                        return body
        except TimeoutError:
            pass
        return None

    async def __call__(self) -> Message:
        """See ASGI: what has been seen already, then what comes."""
        return self._seen.pop(0) if self._seen else await self._receive()

"""The response cache: complete responses of the current revision, compressed."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from sys import getsizeof
from typing import Any

from cachetools import LRUCache
from msgspec import Struct
from msgspec.structs import replace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.web.cache_policy import is_named
from gql_content.web.negotiation import CODINGS, IDENTITY, wanted
from gql_content.web.raw_request import Key, RawHeaders, Replayed, key_of, raw_headers
from gql_content.web.request_middleware import CacheState, Exchange, exchange_of

__all__ = ["Kept", "Remembered", "ResponseCache", "permit_of"]


WORTH_COMPRESSING = 1_000  # bytes; a shorter answer fits into one packet as it is
OVERHEAD = 2_000  # bytes, about what an entry takes besides its key, headers and bodies
HEADER = 130  # bytes of a pair of header and value, besides their own
STAYING = {b"cache-control", b"etag", b"vary"}  # what a 304 repeats (RFC 9110, 15.4.5)

Headers = Iterable[tuple[bytes, bytes]]


class Form(Struct, frozen=True):
    """An answer in one coding, as the two messages of ASGI."""

    start: Message
    body: Message

    @property
    def size(self) -> int:
        """The bytes it takes."""
        headers = self.start["headers"]
        texts = sum(len(name) + len(value) for name, value in headers)
        return len(self.body["body"]) + texts + HEADER * len(headers)

    async def send(self, send: Send) -> None:
        """Sends it; servers leave the body out where the method is HEAD."""
        await send(self.start)
        await send(self.body)


class Kept(Struct, frozen=True):
    """The answer to a request, in the forms there are of it, and what the log wants to know."""

    key: Key
    etag: bytes
    forms: Mapping[bytes, Form]
    not_modified: Form
    exchange: Exchange

    @classmethod
    def of(cls, key: Key, headers: Headers, body: bytes, exchange: Exchange) -> "Kept":
        """What is remembered of an answer with these headers."""
        headers = list(headers)
        staying = [(name, value) for name, value in headers if name in STAYING]
        return cls(
            key=key,
            etag=dict(headers).get(b"etag", b""),
            forms={IDENTITY: form(200, headers, body)},
            not_modified=form(304, staying, b""),
            exchange=exchange,
        )

    @property
    def body(self) -> bytes:
        """The answer itself."""
        return self.forms[IDENTITY].body["body"]

    @property
    def size(self) -> int:
        """The bytes it takes."""
        return (
            OVERHEAD
            + sum(len(part) for part in self.key)
            + sum(one.size for one in (*self.forms.values(), self.not_modified))
            + getsizeof(self.exchange.operation_name)
        )

    def tell(self, exchange: Exchange) -> None:
        """Notes in the exchange of another request what was found out for the first one."""
        exchange.operation_name = self.exchange.operation_name
        exchange.operation_kind = self.exchange.operation_kind
        exchange.cost = self.exchange.cost

    def lacks(self, coding: bytes) -> bool:
        """Whether it is worth having in a coding, and is not there in it."""
        return coding not in self.forms and len(self.body) >= WORTH_COMPRESSING

    def in_coding(self, coding: bytes) -> Form:
        """The answer in another form, which takes its time to make."""
        headers = self.forms[IDENTITY].start["headers"]
        encoded = [(name, value) for name, value in headers if name != b"content-length"]
        body = CODINGS[coding](self.body)
        encoded += [(b"content-encoding", coding), (b"content-length", str(len(body)).encode())]
        return form(200, encoded, body)

    def with_form(self, coding: bytes, form: Form) -> "Kept":
        """The same in one form more."""
        return replace(self, forms={**self.forms, coding: form})


def form(status: int, headers: Headers, body: bytes) -> Form:
    return Form(
        start={"type": "http.response.start", "status": status, "headers": list(headers)},
        body={"type": "http.response.body", "body": body, "more_body": False},
    )


class Captured:
    """What is being sent to a client, looked at on its way."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: bytes | None = None

    async def send(self, message: Message) -> None:
        """See ASGI."""
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            more = message.get("more_body", False) or self._body is not None
            self._body = b"" if more else message.get("body", b"")
        await self._send(message)

    def kept(self, key: Key, exchange: Exchange) -> Kept | None:
        """The answer, if it was a good one that came in one piece."""
        if self._start is None or self._start["status"] != 200 or not self._body:
            return None
        return Kept.of(key, self._start["headers"], self._body, exchange)


class Remembered:
    """Answers of one revision, within a bound of bytes; the next revision forgets them all."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._revision = ""
        self._answers = self._none()

    @property
    def is_off(self) -> bool:
        """Whether there is no room for any answer."""
        return self._most == 0

    def get(self, revision: str, key: Key) -> Kept | None:
        """The answer to a request at this revision."""
        return self._answers.get(key) if revision == self._revision else None

    def keep(self, revision: str, kept: Kept) -> bool:
        """Remembers an answer, unless it alone is too large; tells whether it does."""
        if revision != self._revision:
            self._revision, self._answers = revision, self._none()
        fits = kept.size <= self._most
        if fits:
            self._answers[kept.key] = kept
        return fits

    def _none(self) -> LRUCache[Key, Kept]:
        return LRUCache(self._most, getsizeof=lambda kept: kept.size)


KEY = "permit"


class Permit(Struct):
    """The endpoint's leave to remember an answer, as long as `revision` is the current one.

    Empty means no: what the answer says may be another thing for another caller or a moment later.
    """

    revision: str = ""


def begin_permit(scope: MutableMapping[str, Any]) -> Permit:
    """What the endpoint is to fill in while it answers this request."""
    permit = Permit()
    scope.setdefault("state", {})[KEY] = permit
    return permit


def permit_of(scope: MutableMapping[str, Any]) -> Permit:
    """The permit of a request; where no cache is in front, nobody reads it."""
    found = scope.get("state", {}).get(KEY)
    return found if isinstance(found, Permit) else Permit()


METHODS = {"GET", "HEAD", "POST"}


class ResponseCache:
    """Looks raw requests up before anything in them is parsed.

    `revision` tells the revision that is current, "" while there is none. An answer is remembered
    where the endpoint permits it, and made in a coding for the second client that could read it:
    most answers of a site that is being built are asked for once.
    """

    def __init__(
        self,
        app: ASGIApp,
        path: str,
        revision: Callable[[], str],
        remembered: Remembered,
        max_body: int,
    ) -> None:
        self._app = app
        self._path = path
        self._revision = revision
        self._max_body = max_body
        self._remembered = remembered
        self._compressing: dict[tuple[Key, bytes], asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and scope["path"] == self._path and scope["method"] in METHODS:
            headers = raw_headers(scope["headers"])
            replayed = Replayed(receive)
            body = await replayed.look(self._max_body) if scope["method"] == "POST" else b""
            is_any = not (headers.authorization or headers.content_encoding)
            if body is not None and is_any:
                key = key_of(scope, headers, body)
                return await self._look_up(key, headers, scope, replayed, send)
            receive = replayed
        await self._app(scope, receive, send)
        return None

    async def _look_up(
        self, key: Key, headers: RawHeaders, scope: Scope, receive: Receive, send: Send
    ) -> None:
        revision = self._revision()
        kept = self._remembered.get(revision, key)
        if kept is None:
            await self._execute(key, scope, receive, send)
        else:
            exchange = exchange_of(scope)
            kept.tell(exchange)
            form, exchange.cache = self._form(kept, headers)
            if form is kept.not_modified or not kept.lacks(wanted(headers.accept_encoding)):
                exchange.remembered_at = revision
            await form.send(send)

    def _form(self, kept: Kept, headers: RawHeaders) -> tuple[Form, CacheState]:
        if headers.if_none_match and is_named(kept.etag, headers.if_none_match):
            return kept.not_modified, CacheState.NOT_MODIFIED
        coding = wanted(headers.accept_encoding)
        if kept.lacks(coding):
            self._compress(kept, coding)
        return kept.forms.get(coding, kept.forms[IDENTITY]), CacheState.HIT

    async def _execute(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        exchange, permit = exchange_of(scope), begin_permit(scope)
        captured = Captured(send)
        await self._app(scope, receive, captured.send)
        if permit.revision and permit.revision == self._revision():
            kept = captured.kept(key, exchange)
            if kept is not None and self._remembered.keep(permit.revision, kept):
                exchange.cache = CacheState.MISS

    def _compress(self, kept: Kept, coding: bytes) -> None:
        """Has a form made beside the loop; who asks meanwhile gets the answer as it is."""
        making = (kept.key, coding)
        if making not in self._compressing:
            task = asyncio.create_task(self._add_form(self._revision(), kept.key, coding))
            self._compressing[making] = task
            task.add_done_callback(lambda _: self._compressing.pop(making))

    async def _add_form(self, revision: str, key: Key, coding: bytes) -> None:
        kept = self._remembered.get(revision, key)
        if kept is None:
            return
        form = await asyncio.to_thread(kept.in_coding, coding)
        now = self._remembered.get(revision, key)
        if now is not None:
            self._remembered.keep(revision, now.with_form(coding, form))

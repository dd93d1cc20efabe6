"""An answer as it is remembered: messages that are ready to be sent."""

from collections.abc import Iterable, Mapping
from sys import getsizeof

from msgspec import Struct
from msgspec.structs import replace
from starlette.types import Message, Send

from gql_content.web.caching.encodings import CODINGS, IDENTITY
from gql_content.web.caching.request import Key
from gql_content.web.observing import Exchange

__all__ = ["Captured", "Form", "Kept"]

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

"""Heads of requests: known ones, invalid ones (RFC 9112), and the client that they name."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import NamedTuple

import msgspec
from msgspec import Struct
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from gql_content.web import Caller, Head, Question, known_id

__all__ = [
    "LONGEST_HEAD",
    "TOO_LARGE",
    "Fault",
    "KnownHeads",
    "caller_of",
    "fault_in",
    "fault_in_socket",
    "is_plain",
    "is_proxy",
    "written",
]


MOST = 500
LONGEST = 2_000  # bytes
END = b"\r\n\r\n"


class Known(NamedTuple):
    """A head, and how many bytes its body has."""

    head: Head
    length: int


class KnownHeads:
    """What the parser has made of heads, by their very bytes.

    A program sends the same head with each of its requests, and so do others of its kind.
    """

    def __init__(self) -> None:
        self._known: dict[bytes, Known] = {}

    def question(self, data: bytes) -> Question | None:
        """The request, if the data is one whole request and no more, and its head is known."""
        end = data.find(END) + len(END)
        known = self._known.get(data[:end])
        if known is None or len(data) - end != known.length:
            return None
        return Question(known.head, data[end:])

    def learn(self, data: bytes, question: Question) -> None:
        """Notes the head of a request that the parser has found at the beginning of the data."""
        end = data.find(END) + len(END)
        if end > LONGEST or data[end:] != question.body:
            return  # Its head ends elsewhere, or there is more than one request.
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[data[:end]] = Known(question.head, len(question.body))


LONGEST_HEAD = 80 * 1024  # bytes: a query in a url may be as long as one in a body, and a bit more
LONGEST_HEADER = 16 * 1024  # bytes, as much as others allow for a whole head
MOST_HEADERS = 128
HOST = re.compile(rb"[A-Za-z0-9\-._~!$&'()*+;=:%\[\]]*")  # RFC 3986, 3.2.2, without the comma
# What the library of web sockets reads of a head (websockets.http11).
LONGEST_SOCKET_LINE = 8_190

Headers = Sequence[tuple[bytes, bytes]]


class Fault(Struct, frozen=True):
    """Why there is no answer but an error, behind which the connection is closed."""

    status: int
    code: str
    message: str


TOO_LARGE = Fault(431, "HEAD_TOO_LARGE", f"A head may have {LONGEST_HEAD:,} bytes.")
HEADER_TOO_LARGE = Fault(431, "HEAD_TOO_LARGE", f"A header may have {LONGEST_HEADER:,} bytes.")
TOO_MANY = Fault(431, "HEAD_TOO_LARGE", f"A request may have {MOST_HEADERS} headers.")
NO_HOST = Fault(400, "BAD_HTTP", "A request has one header Host that names a host.")
NO_VERSION = Fault(505, "HTTP_VERSION_NOT_SUPPORTED", "Send the request by HTTP/1.1.")
SOCKET_HEAD_TOO_LARGE = Fault(
    431, "HEAD_TOO_LARGE", f"Each line may have {LONGEST_SOCKET_LINE:,} bytes for a web socket."
)


def fault_in(version: str, url: bytes, headers: Headers, size: int | None) -> Fault | None:
    """What is wrong with a head of at most `size` bytes, if that is known."""
    if len(headers) > MOST_HEADERS:
        return TOO_MANY
    if (size is None or size > LONGEST_HEADER) and (fault := fault_in_sizes(url, headers)):
        return fault
    host = None
    for name, value in headers:
        if name == b"host":
            if host is not None:
                return NO_HOST
            host = value
    if version != "1.1":
        return fault_in_old(version, host)
    return None if host is not None and HOST.fullmatch(host) else NO_HOST


def fault_in_old(version: str, host: bytes | None) -> Fault | None:
    """What is wrong with a head of another version than HTTP/1.1."""
    if version != "1.0":
        return NO_VERSION
    return None if HOST.fullmatch(host or b"") else NO_HOST


def fault_in_sizes(url: bytes, headers: Headers) -> Fault | None:
    sizes = [len(name) + len(value) for name, value in headers]
    if max(sizes, default=0) > LONGEST_HEADER:
        return HEADER_TOO_LARGE
    return TOO_LARGE if len(url) + sum(sizes) > LONGEST_HEAD else None


def fault_in_socket(url: bytes, headers: Headers) -> Fault | None:
    """What is wrong with the head by which a web socket is asked for."""
    lines = [len(name) + len(value) for name, value in headers]
    return SOCKET_HEAD_TOO_LARGE if max(len(url), *lines) > LONGEST_SOCKET_LINE - 20 else None


def written(fault: Fault) -> bytes:
    """The answer."""
    error = {"message": fault.message, "extensions": {"code": fault.code}}
    body = msgspec.json.encode({"errors": [error]})
    head = (
        f"HTTP/1.1 {fault.status} {HTTPStatus(fault.status).phrase}\r\n"
        "content-type: application/json; charset=utf-8\r\n"
        f"content-length: {len(body)}\r\nconnection: close\r\n"
        "cache-control: no-store\r\nx-content-type-options: nosniff\r\n\r\n"
    )
    return head.encode() + body


FORWARDED, REQUEST_ID = b"x-forwarded-for", b"x-request-id"


def is_plain(headers: Headers) -> bool:
    """Whether they tell nothing of the caller."""
    return all(name not in {FORWARDED, REQUEST_ID} for name, _ in headers)


def is_proxy(connected: str, app: object) -> bool:
    """Whether those who connect from an address speak for others."""
    return isinstance(app, ProxyHeadersMiddleware) and connected in app.trusted_hosts


def caller_of(connected: str, headers: Headers, app: object) -> Caller:
    """Who asks over a connection from an address; whom to believe is for uvicorn to know."""
    if is_plain(headers):
        return Caller(connected)
    client, forwarded = connected, dict(headers).get(FORWARDED)
    if forwarded is not None and isinstance(app, ProxyHeadersMiddleware):
        proxies = app.trusted_hosts
        if connected in proxies:
            client = proxies.get_trusted_client_address(forwarded.decode("latin-1"))[0] or connected
    return Caller(client, known_id(headers) or "")

"""Heads that the parser lets pass and nobody should answer: RFC 9112, and limits."""

import re
from collections.abc import Sequence
from http import HTTPStatus

import msgspec
from msgspec import Struct

__all__ = ["LONGEST_HEAD", "TOO_LARGE", "Fault", "fault_in", "fault_in_socket", "written"]

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

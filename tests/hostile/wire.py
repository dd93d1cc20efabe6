"""HTTP as bytes: a hostile client keeps to no rules that a library would keep for it."""

import socket
from contextlib import suppress
from select import select
from typing import Any

import msgspec

__all__ = ["Answer", "Wire", "request"]

SECONDS = 60.0


class Answer(msgspec.Struct, frozen=True):
    """What came back; status 0 where the connection was closed without a word."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str | None:
        """The code of the first error, if there is one."""
        if not self.headers.get("content-type", "").startswith("application/"):
            return None
        content: Any = msgspec.json.decode(self.body) if self.body else {}
        errors: Any = content.get("errors")
        return errors[0]["extensions"]["code"] if errors else None


class Wire:
    """One connection to the service."""

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").strip("/").rpartition(":")
        self._socket = socket.create_connection((host, int(port)), timeout=SECONDS)

    def send(self, sent: bytes) -> None:
        """Sends bytes; a service that has closed already takes no more of them."""
        with suppress(OSError):
            self._socket.sendall(sent)

    def has_answer(self, within: float) -> bool:
        """Whether something has come back, or does so soon."""
        return bool(select([self._socket], [], [], within)[0])

    def answer(self) -> Answer:
        """Reads one answer, by its Content-Length or to the end of the connection."""
        received = b""
        with suppress(ConnectionResetError):
            while b"\r\n\r\n" not in received and (more := self._socket.recv(65_536)):
                received += more
            head, _, body = received.partition(b"\r\n\r\n")
            length = int(parsed(head)[1].get("content-length", "0"))
            while len(body) < length and (more := self._socket.recv(65_536)):
                body += more
            return Answer(*parsed(head), body)
        return Answer(0, {}, b"")

    def close(self) -> None:
        """Hangs up."""
        self._socket.close()


def parsed(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return (int(first.split()[1]) if first else 0), headers


def request(
    body: bytes = b"",
    *,
    method: str = "POST",
    target: str = "/graphql",
    content_type: str = "application/json",
    more: str = "",
) -> bytes:
    """A request that is well formed as HTTP, whatever it holds."""
    length = f"Content-Length: {len(body)}\r\n" if body or method == "POST" else ""
    head = (
        f"{method} {target} HTTP/1.1\r\nHost: here\r\nContent-Type: {content_type}\r\n"
        f"Accept: application/graphql-response+json\r\n{length}{more}\r\n"
    )
    return head.encode("latin-1") + body

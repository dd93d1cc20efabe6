"""HTTP in its bytes: several requests on one connection, and answers as they come."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from select import poll, select
from socket import SHUT_WR, SO_RCVBUF, SOL_SOCKET, socket
from time import sleep
from urllib.parse import quote

from tests.served import Served

__all__ = ["SECONDS", "Conversation", "get", "once", "post"]

SECONDS = 30
QUERY = "{ articles { nodes { path title url answer { source } } } }"
BODY = json.dumps({"query": QUERY}).encode()
TARGET = f"/graphql?query={quote(QUERY)}"
OWN = re.compile(rb"(?im)^(date|x-request-id): [^\r]*\r\n")


def post(*lines: str, body: bytes = BODY, version: str = "1.1") -> bytes:
    head = (
        f"POST /graphql HTTP/{version}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(lines if any(line.startswith("Host:") for line in lines) else ("Host: here", *lines)),
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def get(*lines: str, method: str = "GET", target: str = TARGET) -> bytes:
    return "\r\n".join((f"{method} {target} HTTP/1.1", "Host: here", *lines, "", "")).encode()


class Conversation:
    """One connection, on which answers are read in turn, `whole` or without date and id."""

    def __init__(
        self,
        served: Served,
        *,
        whole: bool = False,
        source: str = "127.0.0.1",
        receive_buffer: int | None = None,
    ) -> None:
        self._whole = whole
        port = int(served.url.rpartition(":")[2])
        self._socket = socket()
        if receive_buffer is not None:
            self._socket.setsockopt(SOL_SOCKET, SO_RCVBUF, receive_buffer)
        self._socket.settimeout(SECONDS)
        self._socket.bind((source, 0))
        self._socket.connect(("127.0.0.1", port))
        self._come = b""

    def send(self, request: bytes) -> None:
        """Sends these bytes as they are."""
        self._socket.sendall(request)

    def answer(self, *, to_head: bool = False) -> bytes:
        """The next answer."""
        head = self._until(lambda come: come.find(b"\r\n\r\n") + 4 if b"\r\n\r\n" in come else 0)
        if head.startswith(b"HTTP/1.1 100"):
            return head + self.answer()
        length = re.search(rb"content-length: (\d+)", head)
        size = 0 if to_head or length is None else int(length[1])
        body = self._until(lambda come: size if len(come) >= size else 0) if size else b""
        return (head if self._whole else OWN.sub(b"", head)) + body

    def says_something(self, *, within: float) -> bool:
        """Whether there is something to be read, or the end, within so many seconds."""
        return bool(select([self._socket], [], [], within)[0])

    def come(self, size: int) -> bytes:
        """So many bytes, whatever they are."""
        return self._until(lambda come: size if len(come) >= size else 0)

    def end(self) -> None:
        """Says that nothing more will be sent."""
        self._socket.shutdown(SHUT_WR)

    def rest(self, *, size: int = 1 << 16, pause: float = 0.0) -> bytes:
        """Everything up to the end of the connection, in parts of a size, with pauses between."""
        with suppress(ConnectionResetError):
            while come := self._socket.recv(size):
                self._come += come
                sleep(pause)
        taken, self._come = self._come, b""
        return taken

    def part(self, size: int, *, pause: float) -> bytes:
        """At most so many bytes, after a pause."""
        sleep(pause)
        come = self._come or self._socket.recv(size)
        self._come = b""
        if not come:
            raise ConnectionResetError
        return come

    def is_cut_off(self, *, within: float) -> bool:
        """Whether the other side gives up without having sent everything, unread as it is."""
        watching = poll()
        watching.register(self._socket, 0)
        return bool(watching.poll(1000 * within))

    def takes(self, data: bytes, *, within: float) -> int:
        """How many of these bytes the other side takes before it takes none for so long."""
        self._socket.settimeout(within)
        sent = 0
        with suppress(OSError):
            while sent < len(data):
                sent += self._socket.send(data[sent : sent + (1 << 16)])
        self._socket.settimeout(SECONDS)
        return sent

    def close(self) -> None:
        self._socket.close()

    def _until(self, end: Callable[[bytes], int]) -> bytes:
        while not (found := end(self._come)):
            come = self._socket.recv(1 << 16)
            if not come:
                raise ConnectionResetError(self._come)
            self._come += come
        taken, self._come = self._come[:found], self._come[found:]
        return taken


def once(served: Served, request: bytes, *, whole: bool = False) -> bytes:
    conversation = Conversation(served, whole=whole)
    try:
        conversation.send(request)
        return conversation.answer(to_head=request.startswith(b"HEAD"))
    finally:
        conversation.close()

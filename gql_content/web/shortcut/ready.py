from http import HTTPStatus
from sys import getsizeof

from msgspec import Struct
from starlette.types import Message, Scope

from gql_content.web.observing import Seen, exchange_of
from gql_content.web.shortcut.question import Headers, Question

__all__ = ["Ready", "lines_of"]

OVERHEAD = 2_000  # bytes, about what an entry takes besides its own
REQUEST_ID = b"x-request-id"


class Ready(Struct, frozen=True):
    """An answer as it goes out, but for what each one has of its own: the date and the id."""

    status_line: bytes
    head: bytes
    body: bytes
    seen: Seen
    size: int

    @classmethod
    def of(cls, question: Question, scope: Scope, start: Message, body: bytes) -> "Ready":
        """What is learned of an answer that has been sent."""
        status, method = start["status"], scope["method"]
        head = lines_of([one for one in start["headers"] if one[0] != REQUEST_ID])
        seen = Seen(exchange_of(scope), method, scope["path"], status, 0.0, len(body), "")
        return cls(
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode(),
            head,
            b"" if method == "HEAD" else body,
            seen,
            OVERHEAD
            + len(head)
            + len(body)
            + question.size
            + getsizeof(seen.exchange.operation_name),
        )

    def sent(self, server_lines: bytes, request_id: str) -> bytes:
        """All of it, in the order that the server has."""
        last = b"x-request-id: " + request_id.encode() + b"\r\n\r\n"
        return b"".join((self.status_line, server_lines, self.head, last, self.body))


def lines_of(headers: Headers) -> bytes:
    """Headers as HTTP/1.1 writes them."""
    return b"".join([name.lower() + b": " + value + b"\r\n" for name, value in headers])

"""Responses that need no ASGI app: from the bytes of a request to bytes that are ready."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from sys import getsizeof
from time import perf_counter

from cachetools import LRUCache
from msgspec import Struct
from msgspec.structs import replace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.web.inline_executor import Direct
from gql_content.web.request_head import Caller, Head, Headers, Question, noted_question
from gql_content.web.request_middleware import (
    CacheState,
    Draining,
    Exchange,
    Observer,
    OperationKind,
    Seen,
    exchange_of,
)

__all__ = ["Shortcut"]


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


LONGEST = 4_000  # bytes of a head whose frame is worth its place
STATUS_LINE = b"HTTP/1.1 200 OK\r\n"
LENGTH = "Content-Length"
OWN = {name.lower().encode(): name for name in (LENGTH, "ETag", "Cache-Tag", "Surrogate-Key")}


class Frame(Struct, frozen=True):
    """The head of a good answer, but for what each one has of its own.

    Who asks with the same head gets the same one, whatever is asked for.
    """

    template: str
    path: str

    @classmethod
    def of(cls, scope: Scope, start: Message) -> "Frame | None":
        """What is learned of the head of an answer; None if it was none that everybody may keep."""
        headers: Headers = start["headers"]
        names = {name for name, _ in headers}
        is_query = exchange_of(scope).operation_kind is OperationKind.QUERY
        if start["status"] != 200 or not is_query or b"content-encoding" in names:
            return None
        if not names.issuperset(OWN):
            return None
        lines = lines_of([with_hole(*one) for one in headers if one[0] != REQUEST_ID])
        return cls(lines.decode("latin-1"), scope["path"])

    def around(
        self, own: Mapping[str, str], body: bytes, server_lines: bytes, request_id: str
    ) -> bytes:
        """A whole answer with headers of its own, in the order that the server has."""
        head = self.template % {**own, LENGTH: len(body)}
        last = f"x-request-id: {request_id}\r\n\r\n"
        own_lines = (head + last).encode("latin-1")
        return b"".join((STATUS_LINE, server_lines, own_lines, body))


def with_hole(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    hole = OWN.get(name)
    return name, value.replace(b"%", b"%%") if hole is None else f"%({hole})s".encode()


def framing(head: Head) -> Head | None:
    """The part of a head that decides the frame; None where there is more to decide."""
    if head.method == b"HEAD" or head.if_none_match is not None:
        return None
    return head if head.method == b"POST" else head._replace(url=head.url.partition(b"?")[0])


def is_worth_its_place(head: Head) -> bool:
    """Whether a head is short enough to be remembered."""
    return sum(len(part or b"") for part in head) <= LONGEST


FRAMES = 200

Write = Callable[[bytes], None]


class Shortcut:
    """Answers of the current revision by the questions that they answered, within `most` bytes;
    and answers made at once, in the frames of others.

    It knows only what the app has answered: that very question, or one with the same head and the
    same document. So whatever has a say in an answer has had it; what would say another thing a
    moment later closes the shortcut.
    """

    def __init__(
        self,
        revision: Callable[[], str],
        most: int,
        draining: Draining,
        observers: Sequence[Observer],
        direct: Direct,
    ) -> None:
        self._current = revision
        self._most = most
        self._draining = draining
        self._observers = observers
        self._direct = direct
        self._revision = ""
        self._answers = self._none()
        self._frames: dict[Head, Frame] = {}  # asked each time: faster than any cache
        self._server_headers: Headers = ()
        self._server_lines = b""

    def answer(
        self,
        question: Question,
        caller: Caller,
        server_headers: Headers,
        write: Write,
        *,
        executes: bool,
    ) -> bool:
        """Writes the answer to a question and tells the observers; False where the app must.

        One that is not remembered is made only if this may take its time: `executes`.
        """
        if self._draining.has_begun:
            return False
        if self._revision == self._current():
            ready = self._answers.get(question)
            if ready is not None:
                self._repeat(ready, caller, server_headers, write)
                return True
        return executes and self._make(question, caller, server_headers, write)

    def _repeat(self, ready: Ready, caller: Caller, server_headers: Headers, write: Write) -> None:
        began = perf_counter()
        first = ready.seen.exchange
        exchange = Exchange(
            operation_name=first.operation_name,
            operation_kind=first.operation_kind,
            cost=first.cost,
            cache=first.cache,
        )
        exchange.id = caller.request_id or exchange.id
        write(ready.sent(self._lines_of(server_headers), exchange.id))
        seconds = perf_counter() - began
        self._tell(replace(ready.seen, exchange=exchange, seconds=seconds, client=caller.client))

    def _make(
        self, question: Question, caller: Caller, server_headers: Headers, write: Write
    ) -> bool:
        kind = framing(question.head)
        if kind is None or (frame := self._frames.get(kind)) is None:
            return False
        began = perf_counter()
        made = self._direct.made(question)
        if made is None:
            return False
        exchange, body = made.exchange, made.body
        exchange.id = caller.request_id or exchange.id
        lines = self._lines_of(server_headers)
        write(frame.around(made.headers, body, lines, exchange.id))
        method, seconds = question.head.method.decode(), perf_counter() - began
        self._tell(Seen(exchange, method, frame.path, 200, seconds, len(body), caller.client))
        return True

    def _lines_of(self, server_headers: Headers) -> bytes:
        """Those of the server itself, which makes new ones each second."""
        if server_headers is not self._server_headers:
            self._server_headers, self._server_lines = server_headers, lines_of(server_headers)
        return self._server_lines

    def _tell(self, seen: Seen) -> None:
        for observe in self._observers:
            observe(seen)

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app, from whose answers this learns."""

        async def learning(scope: Scope, receive: Receive, send: Send) -> None:
            question = noted_question(scope)
            if question is None:
                return await app(scope, receive, send)
            messages: list[Message] = []

            async def sent(message: Message) -> None:
                if len(messages) < 2:
                    messages.append(message)
                await send(message)

            await app(scope, receive, sent)
            if len(messages) == 2 and not self._draining.has_begun:
                self._learn(question, scope, messages[0], messages[1].get("body", b""))
            return None

        return learning

    def _learn(self, question: Question, scope: Scope, start: Message, body: bytes) -> None:
        self._learn_frame(question, scope, start)
        revision = exchange_of(scope).remembered_at
        if not revision or revision != self._current():
            return
        if revision != self._revision:
            self._revision, self._answers = revision, self._none()
        ready = Ready.of(question, scope, start, body)
        if ready.size <= self._most:
            self._answers[question] = ready

    def _learn_frame(self, question: Question, scope: Scope, start: Message) -> None:
        kind, frame = framing(question.head), Frame.of(scope, start)
        if kind is not None and frame is not None and is_worth_its_place(kind):
            if len(self._frames) >= FRAMES:
                self._frames.clear()
            self._frames[kind] = frame
            if exchange_of(scope).cache is not CacheState.HIT:  # else it was learned before
                self._direct.learn(question)

    def _none(self) -> LRUCache[Question, Ready]:
        return LRUCache(self._most, getsizeof=lambda ready: ready.size)

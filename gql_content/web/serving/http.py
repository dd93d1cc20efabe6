"""Uvicorn's HTTP, but it does not wait for clients without end."""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any, ClassVar

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gql_content.web.serving.callers import caller_of, is_plain
from gql_content.web.serving.heads import KnownHeads
from gql_content.web.shortcut import (
    Caller,
    Head,
    Question,
    Shortcut,
    head_of,
    note_question,
)

__all__ = ["ImpatientHTTP", "impatient_http"]

LONGEST_HEAD = 80 * 1024  # bytes: a query in a url may be as long as one in a body, and a bit more


class ImpatientHTTP(HttpToolsProtocol):
    """One connection. Its client has `seconds` for the head of each request.

    There may be `most` connections. One more takes the place of the one that has kept us waiting
    for a head the longest: an honest client sends a head at once, so who floods us with half-open
    connections drives out its own.
    """

    seconds: ClassVar[float]
    most: ClassVar[int]
    waiting: ClassVar[dict["ImpatientHTTP", None]]
    shortcut: ClassVar[Shortcut | None]
    heads: ClassVar[KnownHeads]
    app: Any  # of a type that uvicorn leaves half unknown
    parser: Any  # taken away when the connection is lost, and nothing is asked of it behind that

    _head_timer: TimerHandle | None = None
    _reader_timer: TimerHandle | None = None
    _head_bytes = 0
    _coming: Head | None = None  # of the request that is coming, if the app may be spared it
    _body = b""
    _is_between = True  # two requests, as far as the parser has come
    _data: bytes | None = None  # what has come last, if a request began with it
    _rests = False
    _executes = False  # of requests that come together, the loop has its turn behind the first
    _answered_at = 0.0
    _connected = Caller("")

    def connection_made(self, transport: Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - as uvicorn's own
        """See `asyncio.Protocol`."""
        super().connection_made(transport)
        self._connected = Caller((self.client or ("", 0))[0])
        self._wait_for_head()
        if len(self.connections) > self.most:
            next(iter(self.waiting)).refuse(503, "BUSY", "The service has too many connections.")

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self._head_is_there()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._rests, self._executes = False, True
        if self._answers_unparsed(data):
            return
        self._data = data if self._is_between else None
        super().data_received(data)
        if self._coming is not None and not self.transport.is_closing():
            self._ask_the_app()
        if self._rests or self._is_answering():
            return
        self._wait_for_head()
        self._head_bytes += len(data)
        if self._head_bytes > LONGEST_HEAD:
            self.refuse(431, "HEAD_TOO_LARGE", f"A head may have {LONGEST_HEAD:,} bytes.")

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        self._head_is_there()
        if self._may_be_short() and self.parser.get_http_version() == "1.1":
            self._coming = head_of(self.parser.get_method(), self.url, self.headers)
        if self._coming is None:
            super().on_headers_complete()

    def on_message_begin(self) -> None:
        """Called by the parser."""
        self._rests = self._is_between = False
        super().on_message_begin()

    def on_body(self, body: bytes) -> None:
        """Called by the parser."""
        if self._coming is None:
            super().on_body(body)
        else:
            self._body += body

    def on_message_complete(self) -> None:
        """Called by the parser; where the answer is known, this is all there is to a request."""
        data, self._data, self._is_between = self._data, None, True
        if self._coming is not None:
            question, caller = Question(self._coming, self._body), self._caller()
            if self.parser.should_keep_alive() and self._answers(question, caller):
                self._coming, self._body, self._rests = None, b"", True
                self.on_response_complete()
                if data is not None and is_plain(self.headers):
                    self.heads.learn(data, question)
                return
            note_question(self.scope, question)
            self._ask_the_app()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Called for what is no HTTP."""
        self.refuse(400, "BAD_HTTP", msg)

    def pause_writing(self) -> None:
        """See `asyncio.Protocol`; a client that takes nothing for so long takes no more."""
        super().pause_writing()
        if self._reader_timer is None:
            self._reader_timer = self.loop.call_later(self.seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """See `asyncio.Protocol`."""
        if self._reader_timer is not None:
            self._reader_timer.cancel()
            self._reader_timer = None
        super().resume_writing()

    def _may_be_short(self) -> bool:
        """Whether an answer could go out at once, and the connection go on behind it."""
        return self.shortcut is not None and not (
            self._is_answering() or self.flow.write_paused or self.transport.is_closing()
        )

    def _answers_unparsed(self, data: bytes) -> bool:
        """Whether this was a request with a head that is known, and an answer that is."""
        if not (self._is_between and self._may_be_short()):
            return False
        question = self.heads.question(data)
        if question is None:
            return False
        if not self._answers(question, self._connected):
            self._executes = False  # The parser's way need not try once more.
            return False
        self._head_is_there()
        self._rests, self._answered_at = True, self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.on_response_complete()
        return True

    def timeout_keep_alive_handler(self) -> None:
        """Called when the time for the next request is over, were it not for what came meanwhile:
        to set a timer anew for each request takes longer than to look at the clock.
        """
        left = self._answered_at + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            again = self.timeout_keep_alive_handler
            self.timeout_keep_alive_task = self.loop.call_later(left, again)
        else:
            super().timeout_keep_alive_handler()

    def _caller(self) -> Caller:
        return caller_of(self._connected.client, self.headers, self.app)

    def _answers(self, question: Question, caller: Caller) -> bool:
        if self.shortcut is None:
            return False
        headers = self.server_state.default_headers
        answered = self.shortcut.answer(
            question, caller, headers, self.transport.write, executes=self._executes
        )
        self._executes = self._executes and not answered
        return answered

    def _ask_the_app(self) -> None:
        """Lets go on what has been held back: the body is not here yet, or the answer not known."""
        self._coming, body, self._body = None, self._body, b""
        super().on_headers_complete()
        if body:
            super().on_body(body)

    def _is_answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete  # None before the first

    def _wait_for_head(self) -> None:
        if self._head_timer is None and not self.transport.is_closing():
            self._head_timer = self.loop.call_later(self.seconds, self._give_up)
            self._head_bytes = 0
            self.waiting[self] = None

    def _head_is_there(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
            self.waiting.pop(self, None)

    def _give_up(self) -> None:
        message = f"The head of the request did not come within {self.seconds:g} seconds."
        self.refuse(408, "REQUEST_TIMEOUT", message)

    def refuse(self, status: int, code: str, message: str) -> None:
        """Says why, and closes the connection."""
        self._head_is_there()
        if self.transport.is_closing():
            return
        body = msgspec.json.encode({"errors": [{"message": message, "extensions": {"code": code}}]})
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
            "content-type: application/json; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n"
            "cache-control: no-store\r\nx-content-type-options: nosniff\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


def impatient_http(
    seconds: float, most: int, shortcut: Shortcut | None = None
) -> type[ImpatientHTTP]:
    """The protocol of a server that waits so long, for so many, and may know answers by itself."""
    parts: dict[str, Any] = {
        "seconds": seconds,
        "most": most,
        "waiting": {},
        "shortcut": shortcut,
        "heads": KnownHeads(),
    }
    return type("HTTP", (ImpatientHTTP,), parts)

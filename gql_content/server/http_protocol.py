"""Uvicorn's HTTP, but it waits for no client without end, and reads no further than it answers."""

import asyncio
from asyncio import TimerHandle, Transport
from functools import partial
from typing import Any, ClassVar, cast

import httptools
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gql_content.server.connections import TRUSTED, Connections, Reader, cut_off
from gql_content.server.request_heads import (
    LONGEST_HEAD,
    TOO_LARGE,
    Fault,
    KnownHeads,
    caller_of,
    fault_in,
    fault_in_socket,
    is_plain,
    is_proxy,
    written,
)
from gql_content.server.websocket_protocol import web_socket
from gql_content.web import Caller, Head, Question, Shortcut, client_of, head_of, note_question

__all__ = ["ImpatientHTTP", "impatient_http"]


END = b"\r\n\r\n"
FEW = 16  # requests that are answered before other connections have their turn
MOST_HELD = 64 * 1024  # bytes that are taken from a client who waits for an answer

NO_HTTP = Fault(400, "BAD_HTTP", "Invalid HTTP request received.")
BUSY = Fault(503, "BUSY", "There are too many connections, of all clients or of this one.")


class Refused(Exception):
    """Raised where the parser calls, which then goes no further."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class Flow(FlowControl):
    """Uvicorn's, but what is held back stays so while a request reads its body."""

    is_held = False

    def hold(self) -> None:
        """Reads no more from the client."""
        self.is_held = True
        self.pause_reading()

    def release(self) -> None:
        """Reads again."""
        if self.is_held:
            self.is_held = False
            self.resume_reading()

    def resume_reading(self) -> None:
        """See uvicorn, which calls it for each body."""
        if not self.is_held:
            super().resume_reading()


class ImpatientHTTP(HttpToolsProtocol):
    """One connection. Its client has `seconds` for the head of each request, and each `seconds` it
    has to take some part of an answer that is sent to it.

    Requests that come before the last one has been answered wait as bytes: one at most is parsed
    ahead, and beyond a bound nothing is read.
    """

    seconds: ClassVar[float]
    connected: ClassVar[Connections["ImpatientHTTP"]]
    shortcut: ClassVar[Shortcut | None]
    heads: ClassVar[KnownHeads]
    app: Any  # of a type that uvicorn leaves half unknown
    parser: Any  # taken away when the connection is lost, and nothing is asked of it behind that
    flow: Any  # a `Flow`, which is more than uvicorn's
    since = 0.0  # the loop's time at which it became idle, or slow

    _reader: Reader
    _held: bytearray
    _head_timer: TimerHandle | None = None
    _unread = 0  # bytes behind the last that began or continued something
    _coming: Head | None = None  # of the request that is coming, if the app may be spared it
    _body = b""
    _is_between = True  # two requests, as far as the parser has come
    _has_head = False  # of a request whose body is still to come
    _data: bytes | None = None  # what has come last, if a request began with it
    _rests = False
    _executes = False  # of requests that come together, the loop has its turn behind the first
    _peer = Caller("")
    _fault: Fault | None = None  # to be told once everything before it has been answered
    _is_socket = False  # to be, once everything before it has been answered
    _stops = False  # for the sake of one of those
    _is_handed_over = False  # to the protocol of web sockets
    _has_ended = False  # the client sends no more, but may wait for answers

    def connection_made(self, transport: Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - as uvicorn's own
        """See `asyncio.Protocol`."""
        super().connection_made(transport)
        address = (self.client or ("", 0))[0]
        self.flow = Flow(transport)
        self.since = self.loop.time()
        self._held = bytearray()
        self._reader = Reader(transport, self.seconds, self.loop.call_later)
        self._peer = Caller(address)
        is_many = not address or is_proxy(address, self.app)
        self.connected.add(self, TRUSTED if is_many else client_of(address))
        self.connected.rest(self)
        self._wait_for_head()
        leaving = self.connected.too_many_because_of(self)
        if leaving is not None:
            leaving.make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self.connected.remove(self)
        self._head_is_there()
        self._reader.rest()
        self.flow.resume_writing()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        self._rests, self._executes = False, True
        if self._held or not self._answers_unparsed(data):
            self._take(data)

    def _take(self, data: bytes) -> None:
        if self._held or self._must_wait():
            self._hold(data)
            return
        if data.find(END, data.find(END) + 1) < 0:
            self._parse(data)
        else:
            self._held += data
        if self._held:
            self._go_on()

    def eof_received(self) -> bool:  # pyright: ignore[reportIncompatibleMethodOverride] - uvicorn's returns nothing
        """See `asyncio.Protocol`; a client that has asked its last may wait for its answers."""
        self._has_ended = True
        self._reader.watch()
        is_asked = self._is_answering() and not self.cycle.more_body
        is_awaited = is_asked and not self.cycle.response_started
        waits = self._held or self._stops or self.pipeline
        return bool(waits) or is_awaited

    def on_message_begin(self) -> None:
        """Called by the parser."""
        self._rests = self._is_between = False
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Called by the parser; what comes behind a body is no header of the request."""
        if not self._has_head:
            name = name.lower()
            if name == b"expect" and value.lower() == b"100-continue":
                self.expect_100_continue = True
            self.headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        self._head_is_there()
        version = self.parser.get_http_version()
        size = None if self._data is None else self._unread
        fault = fault_in(version, self.url, self.headers, size)
        is_other = self.parser.should_upgrade()  # asked for, as by CONNECT
        if is_other and self.parser.get_method() == b"CONNECT":
            fault = fault or NO_HTTP
        if fault is not None:
            raise Refused(fault)
        self._unread, self._has_head = 0, True
        if is_other:
            self.scope["method"] = self.parser.get_method().decode()
            return  # The parser stops here.
        if version == "1.1" and self._may_be_short():
            self._coming = head_of(self.parser.get_method(), self.url, self.headers)
        if self._coming is None:
            self.since = self.loop.time()
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Called by the parser."""
        self._unread = 0
        if self._coming is None:
            super().on_body(body)
        else:
            self._body += body

    def on_message_complete(self) -> None:
        """Called by the parser; where the answer is known, this is all there is to a request."""
        data, self._data, self._is_between = self._data, None, True
        self._unread, self._has_head = 0, False
        if self.parser.should_upgrade():
            return
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

    def on_response_complete(self) -> None:
        """Called when an answer has been written; what waits for that goes on a moment later."""
        self.since = self.loop.time()
        super().on_response_complete()
        if self.transport.is_closing():
            self._reader.watch()
        elif self._held or self._stops or self._has_ended:
            self.loop.call_soon(self._go_on)
        elif self._has_head and self.expect_100_continue:
            self.transport.close()  # Nobody knows whether the body is still to come.
        if not self._rests:
            self._note_rest()

    def pause_writing(self) -> None:
        """See `asyncio.Protocol`; a client that takes nothing for so long takes no more."""
        self.since = self.loop.time()
        super().pause_writing()
        self._reader.watch()
        self.connected.rest(self)

    def resume_writing(self) -> None:
        """See `asyncio.Protocol`."""
        super().resume_writing()
        if self.transport.is_closing():
            return
        self._reader.rest()
        self._note_rest()
        if self._held or self._stops:
            self.loop.call_soon(self._go_on)

    def timeout_keep_alive_handler(self) -> None:
        """Called when the time for the next request is over, were it not for what came meanwhile:
        to set a timer anew for each request takes longer than to look at the clock.
        """
        left = self.since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            again = self.timeout_keep_alive_handler
            self.timeout_keep_alive_task = self.loop.call_later(left, again)
        else:
            super().timeout_keep_alive_handler()
            self._reader.watch()

    def make_room(self) -> None:
        """Leaves for another connection."""
        self.connected.remove(self)
        if self.flow.write_paused or self.transport.is_closing():
            cut_off(self.transport)
        elif self.timeout_keep_alive_task is not None and self._is_between:
            self._head_is_there()
            self.transport.close()  # An error would be taken for the answer to the next request.
        else:
            self.refuse(BUSY)

    def refuse(self, fault: Fault) -> None:
        """Says why once everything before has been answered, and closes the connection."""
        self._head_is_there()
        if self.transport.is_closing():
            return
        if self.pipeline or (self._is_answering() and not self.cycle.more_body):
            self._fault, self._stops = fault, True
            self.flow.hold()
            return
        if not self._has_begun_answer():
            self.transport.write(written(fault))
        self.transport.close()
        self._reader.watch()

    def _has_begun_answer(self) -> bool:
        """Whether the request that is coming has been answered already, if only in part."""
        return self._has_head and bool(self.cycle) and self.cycle.response_started

    def _hold(self, data: bytes) -> None:
        if self._fault is None:
            self._held += data
        if self._fault is not None or len(self._held) > MOST_HELD:
            self.flow.hold()

    def _must_wait(self) -> bool:
        """Whether what comes now has to wait for answers to what has come before."""
        if self._stops:
            return True
        is_busy = self._is_answering() or self.flow.write_paused
        return is_busy and (self._is_between or bool(self.pipeline))

    def _go_on(self) -> None:
        """Parses what has been held back, one request after the other, while answers keep up."""
        if self._is_handed_over:
            return
        self._rests = False
        for _ in range(FEW):
            if not self._held or self._must_wait() or self.transport.is_closing():
                break
            end = self._held.find(END) + len(END)
            size = end if end >= len(END) else len(self._held)
            data = bytes(self._held[:size])
            del self._held[:size]
            self._parse(data)
        if not self.transport.is_closing():
            self._finish()

    def _finish(self) -> None:
        """Does what had to wait until everything before was done."""
        if self._is_handed_over:
            return
        if self._held and not self._must_wait():
            self.loop.call_soon(self._go_on)
        elif self._fault is not None:
            self.refuse(self._fault)
        elif self._is_answering():
            if self._has_ended and not self._held and not self.pipeline and self.cycle.more_body:
                self.transport.close()  # The body never comes whole.
            self._read_on()
        elif self._is_socket:
            self._become_socket()
        elif self._has_ended and not self._held:
            self.transport.close()
            self._reader.watch()
        else:
            self._read_on()

    def _read_on(self) -> None:
        if not self._held and not self._must_wait():
            self.flow.release()

    def _parse(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        self._data = data if self._is_between else None
        self._unread += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._held[:0] = data[upgrade.args[0] :]
            self._upgrade()
        except httptools.HttpParserError as error:
            cause = error.__context__
            self.refuse(cause.fault if isinstance(cause, Refused) else NO_HTTP)
        else:
            self._after_parsing()

    def _after_parsing(self) -> None:
        if self.transport.is_closing():
            return
        if self._coming is not None and not self._held:
            self._ask_the_app()
        if self._unread > LONGEST_HEAD:
            self.refuse(TOO_LARGE)
        elif not self._rests and self._coming is None:
            if not self._is_answering():
                self._wait_for_head()
            self._note_rest()

    def _upgrade(self) -> None:
        """Called behind a head that asks for another protocol."""
        if not self._should_upgrade():
            self._parse_anew()
        elif fault := fault_in_socket(self.url, self.headers):
            self.refuse(fault)
        else:
            self._is_socket = self._stops = True
            self._finish()

    def _parse_anew(self) -> None:
        """Parses a head as if it had not asked, since a parser that was asked skips the body."""
        headers = [(name, value) for name, value in self.headers if name != b"upgrade"]
        method, version = self.parser.get_method(), self.parser.get_http_version()
        head = b" ".join((method, self.url, b"HTTP/" + version.encode())) + b"\r\n"
        head += b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn does
        self._parse(head + b"\r\n")

    def _should_upgrade(self) -> bool:
        """Asked by uvicorn too. Other requests are answered as if they had not asked for it."""
        if self.parser.get_method() != b"GET" or self.parser.get_http_version() != "1.1":
            return False
        with_body = {b"content-length", b"transfer-encoding"}
        has_body = any(name in with_body and value != b"0" for name, value in self.headers)
        return not has_body and super()._should_upgrade()

    def _become_socket(self) -> None:
        """Leaves the connection to another protocol; nothing here may touch it from then on."""
        self._is_handed_over = True
        self._unset_keepalive_if_required()
        self._head_is_there()
        self._reader.rest()
        self.flow.release()
        self.flow.resume_reading()
        self.connected.work(self)
        more, self._held = bytes(self._held), bytearray()
        parts: Any = {"seconds": self.seconds, "on_lost": partial(self.connected.remove, self)}
        self.ws_protocol_class = partial(web_socket, **parts)
        super().handle_websocket_upgrade()
        if self._has_ended:
            self.transport.close()
        elif more and not self.transport.is_closing():
            cast("asyncio.Protocol", self.transport.get_protocol()).data_received(more)

    def _may_be_short(self) -> bool:
        """Whether an answer could go out at once, and the connection go on behind it."""
        cycle = self.cycle
        return (
            self.shortcut is not None
            and (not cycle or cycle.response_complete)
            and not (self._stops or self.flow.write_paused or self.transport.is_closing())
        )

    def _answers_unparsed(self, data: bytes) -> bool:
        """Whether this was a request with a head that is known, and an answer that is."""
        if not (self._is_between and self._may_be_short()):
            return False
        question = self.heads.question(data)
        if question is None:
            return False
        if not self._answers(question, self._peer):
            self._executes = False  # The parser's way need not try once more.
            return False
        self._head_is_there()
        self._rests, self.since = True, self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.on_response_complete()
        return True

    def _caller(self) -> Caller:
        return caller_of(self._peer.client, self.headers, self.app)

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
        self.since = self.loop.time()
        super().on_headers_complete()
        if body:
            super().on_body(body)

    def _is_answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete  # None before the first

    def _note_rest(self) -> None:
        if self._is_answering() and self._is_between and not self.flow.write_paused:
            self.connected.work(self)
        else:
            self.connected.rest(self)

    def _wait_for_head(self) -> None:
        if self._head_timer is None and not self.transport.is_closing():
            self._head_timer = self.loop.call_later(self.seconds, self._give_up)

    def _head_is_there(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        message = f"The head of the request did not come within {self.seconds:g} seconds."
        self.refuse(Fault(408, "REQUEST_TIMEOUT", message))


def impatient_http(
    seconds: float, most: int, shortcut: Shortcut | None = None
) -> type[ImpatientHTTP]:
    """The protocol of a server that waits so long, for so many, and may know answers by itself."""
    parts: dict[str, Any] = {
        "seconds": seconds,
        "connected": Connections[ImpatientHTTP](most),
        "shortcut": shortcut,
        "heads": KnownHeads(),
    }
    return type("HTTP", (ImpatientHTTP,), parts)

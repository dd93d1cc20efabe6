from collections.abc import Callable, Sequence
from time import perf_counter

from cachetools import LRUCache
from msgspec.structs import replace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.web.observing import (
    CacheState,
    Draining,
    Exchange,
    Observer,
    Seen,
    exchange_of,
)
from gql_content.web.shortcut.caller import Caller
from gql_content.web.shortcut.direct import Direct
from gql_content.web.shortcut.frame import Frame, framing, is_worth_its_place
from gql_content.web.shortcut.question import Head, Headers, Question, noted_question
from gql_content.web.shortcut.ready import Ready, lines_of

__all__ = ["Shortcut"]

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

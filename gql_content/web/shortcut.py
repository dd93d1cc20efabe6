"""The shortest way to an answer: from the raw bytes of a request to bytes that are ready.

A framework, a task and a dozen calls cost a remembered answer more than all that is its own. So
the server's protocol asks here first, and the way through the app teaches what is found here.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from time import perf_counter
from typing import Any

from cachetools import LRUCache
from msgspec import Struct
from msgspec.structs import replace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gql_content.web.observing import Draining, Exchange, Observer, Seen, exchange_of

__all__ = ["Question", "Shortcut", "note_question", "question_of"]

STATE = "question"
OVERHEAD = 2_000  # bytes, about what an entry takes besides its own
METHODS = {b"GET", b"HEAD", b"POST"}
REQUEST_ID = b"x-request-id"

# An answer depends on no other header; see the key of the response cache.
DECISIVE = (
    b"accept",
    b"accept-encoding",
    b"content-type",
    b"host",
    b"if-none-match",
    b"origin",
)

# With one of these a request may be another's, or wants more than an answer.
FOR_THE_APP = frozenset(
    {
        b"authorization",
        b"expect",
        b"transfer-encoding",
        b"upgrade",
        b"x-forwarded-for",
        b"x-forwarded-proto",
        REQUEST_ID,
    }
)

Question = tuple[bytes | None, ...]
Headers = Sequence[tuple[bytes, bytes]]


def question_of(method: bytes, url: bytes, headers: Headers) -> Question | None:
    """All that decides an answer but the body, which comes behind it; None if the app must ask."""
    found = dict(headers)
    if method not in METHODS or len(found) != len(headers) or not FOR_THE_APP.isdisjoint(found):
        return None
    return (method, url, *map(found.get, DECISIVE))


def note_question(scope: Mapping[str, Any], question: Question) -> None:
    """Asks that the answer to a request be learned."""
    scope["state"][STATE] = question


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
        headers = [one for one in start["headers"] if one[0] != REQUEST_ID]
        head = lines_of(headers)
        seen = Seen(exchange_of(scope), method, scope["path"], status, 0.0, len(body), "")
        return cls(
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n".encode(),
            head,
            b"" if method == "HEAD" else body,
            seen,
            OVERHEAD + len(head) + len(body) + sum(len(part or b"") for part in question),
        )

    def sent(self, server_headers: Headers, request_id: str) -> bytes:
        """All of it, in the order that the server has."""
        own = lines_of(server_headers)
        last = b"x-request-id: " + request_id.encode() + b"\r\n\r\n"
        return b"".join((self.status_line, own, self.head, last, self.body))


def lines_of(headers: Headers) -> bytes:
    return b"".join([name.lower() + b": " + value + b"\r\n" for name, value in headers])


class Shortcut:
    """Answers of the current revision by the questions that they answered, within `most` bytes.

    It knows only what the response cache has answered, so whatever has a say in an answer has had
    it; what would say another thing to the same question a moment later closes the shortcut.
    """

    def __init__(
        self,
        revision: Callable[[], str],
        most: int,
        draining: Draining,
        observers: Sequence[Observer],
    ) -> None:
        self._current = revision
        self._most = most
        self._draining = draining
        self._observers = observers
        self._revision = ""
        self._answers = self._none()

    def answer(
        self,
        question: Question,
        client: str,
        server_headers: Headers,
        write: Callable[[bytes], None],
    ) -> bool:
        """Writes the answer to a question and tells the observers; False if it is not known."""
        if self._revision != self._current() or self._draining.has_begun:
            return False
        ready = self._answers.get(question)
        if ready is None:
            return False
        began = perf_counter()
        first = ready.seen.exchange
        exchange = Exchange(
            operation_name=first.operation_name,
            operation_kind=first.operation_kind,
            cost=first.cost,
            cache=first.cache,
        )
        write(ready.sent(server_headers, exchange.id))
        seconds = perf_counter() - began
        seen = replace(ready.seen, exchange=exchange, seconds=seconds, client=client)
        for observe in self._observers:
            observe(seen)
        return True

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app, from whose answers this learns."""

        async def learning(scope: Scope, receive: Receive, send: Send) -> None:
            question = scope.get("state", {}).get(STATE)
            if question is None:
                return await app(scope, receive, send)
            messages: list[Message] = []

            async def sent(message: Message) -> None:
                if len(messages) < 2:
                    messages.append(message)
                await send(message)

            await app(scope, receive, sent)
            revision = exchange_of(scope).remembered_at
            if revision and revision == self._current() and not self._draining.has_begun:
                start, body = messages
                self._learn(revision, question, Ready.of(question, scope, start, body["body"]))
            return None

        return learning

    def _learn(self, revision: str, question: Question, ready: Ready) -> None:
        if revision != self._revision:
            self._revision, self._answers = revision, self._none()
        if ready.size <= self._most:
            self._answers[question] = ready

    def _none(self) -> LRUCache[Question, Ready]:
        return LRUCache(self._most, getsizeof=lambda ready: ready.size)

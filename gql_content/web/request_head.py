"""The head of a request and the bytes that decide its response, for the fast path."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from starlette.datastructures import QueryParams
from starlette.types import Scope

__all__ = ["Caller", "Head", "Headers", "Question", "head_of", "note_question", "noted_question"]


STATE = "question"
METHODS = {b"GET", b"HEAD", b"POST"}

# With one of these a request may be another's, or wants more than an answer.
FOR_THE_APP = frozenset(
    {
        b"authorization",
        b"content-encoding",
        b"expect",
        b"transfer-encoding",
        b"upgrade",
    }
)

Headers = Sequence[tuple[bytes, bytes]]


class Head(NamedTuple):
    """What comes before the body; an answer depends on no other header, see the response cache."""

    method: bytes
    url: bytes
    accept: bytes | None
    accept_encoding: bytes | None
    content_type: bytes | None
    host: bytes | None
    if_none_match: bytes | None
    origin: bytes | None


class Question(NamedTuple):
    """A whole request."""

    head: Head
    body: bytes

    @property
    def query_string(self) -> bytes:
        """What stands behind the question mark."""
        return self.head.url.partition(b"?")[2]

    @property
    def parameters(self) -> Mapping[str, str]:
        """Those of a GET."""
        return QueryParams(self.query_string)

    @property
    def size(self) -> int:
        """The bytes in it."""
        return len(self.body) + sum(len(part or b"") for part in self.head)


def head_of(method: bytes, url: bytes, headers: Headers) -> Head | None:
    """The head of a request; None where the app must be asked."""
    found = dict(headers)
    if method not in METHODS or len(found) != len(headers) or not FOR_THE_APP.isdisjoint(found):
        return None
    if b"#" in url:  # what stands behind it is no part of the query
        return None
    get = found.get
    return Head(
        method,
        url,
        get(b"accept"),
        get(b"accept-encoding"),
        get(b"content-type"),
        get(b"host"),
        get(b"if-none-match"),
        get(b"origin"),
    )


def note_question(scope: Mapping[str, Any], question: Question) -> None:
    """Asks that something be learned of the answer to a request."""
    scope["state"][STATE] = question


def noted_question(scope: Scope) -> Question | None:
    """The question that has been noted, if one has."""
    return scope.get("state", {}).get(STATE)


class Caller(NamedTuple):
    """A client's address, and the id that its request has already, "" if none."""

    client: str
    request_id: str = ""

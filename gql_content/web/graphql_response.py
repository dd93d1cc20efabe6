"""From an operation to the body of its response, all of one revision."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

import msgspec
import orjson
from graphql import GraphQLError, GraphQLSyntaxError
from msgspec import Struct
from starlette.types import Receive, Scope, Send

from gql_content.engine import (
    Executor,
    GraphQLParams,
    LimitExceeded,
    OperationResult,
    PreparedOperation,
)
from gql_content.errors import CallError, ContentMoved, RevisionMoved, TextUnavailable
from gql_content.schema import Context
from gql_content.search import SearchNotReadyError
from gql_content.sources import Content, Repository, TracedContent, pin

__all__ = [
    "ATTEMPTS",
    "Answer",
    "Reply",
    "answer",
    "answer_of",
    "as_json",
    "body_of",
    "encoded",
    "executed",
    "formatted",
    "moved_in",
    "refused",
    "tells_cost",
]


log = logging.getLogger("gql_content.web")

ATTEMPTS = 5
LACKS_INDEX = (SearchNotReadyError, RevisionMoved)


class Answer(Struct, frozen=True):
    """What goes to the client, in the shape that GraphQL gives a response.

    `tags` name the content that it depends on.
    """

    body: dict[str, Any]
    revision: str = ""
    tags: frozenset[str] = frozenset()
    is_request_error: bool = False
    is_mutation: bool = False
    lacks_index: bool = False
    cost: int = 0

    @property
    def has_errors(self) -> bool:
        """Whether something is missing in it, or all of it."""
        return "errors" in self.body


async def answer(
    executor: Executor,
    repository: Repository,
    operation: GraphQLParams,
    context_of: Callable[[Content], Context],
) -> Answer:
    """The answer of the content as it is now."""
    prepared = executor.prepare(operation)
    if isinstance(prepared, OperationResult):
        return answer_of(prepared)
    return await executed(executor, repository, prepared, context_of)


async def executed(
    executor: Executor,
    repository: Repository,
    prepared: PreparedOperation,
    context_of: Callable[[Content], Context],
) -> Answer:
    """The answer to a prepared operation.

    Where a file changed while it was read, the operation runs again on the next library.
    """
    tags, revision, outcome = set[str](), "", OperationResult(data=None)
    for _ in range(ATTEMPTS):
        pinned = pin(repository)
        traced, revision = TracedContent(pinned), pinned.revision
        outcome, tags = await executor.execute(prepared, context_of(traced)), traced.tags
        if moved := moved_in(outcome):
            await repository.refresh(moved)
        elif any(isinstance(error.original_error, RevisionMoved) for error in outcome.errors):
            await repository.refresh(())  # which waits for the one that is under way
            if repository.library.revision == revision:
                break  # The index is behind, or another process has taken it ahead.
        elif revision == repository.library.revision or not lacks_a_text(outcome):
            break
    return answer_of(outcome, revision, tags, tells_cost=tells_cost(prepared))


def tells_cost(prepared: PreparedOperation) -> bool:
    """Whether the client wants to know what its operation costs."""
    return bool((prepared.params.extensions or {}).get("cost"))


def answer_of(
    outcome: OperationResult,
    revision: str = "",
    tags: Iterable[str] = (),
    *,
    tells_cost: bool = False,
) -> Answer:
    """What a client is told of an outcome."""
    return Answer(
        body=body_of(outcome, tells_cost=tells_cost),
        revision=revision,
        tags=frozenset(tags),
        is_request_error=outcome.is_request_error,
        is_mutation=outcome.is_mutation,
        lacks_index=any(isinstance(one.original_error, LACKS_INDEX) for one in outcome.errors),
        cost=outcome.cost,
    )


def refused(error: CallError) -> Answer:
    """What a client is told of a request that names no operation that could be run."""
    cause = GraphQLError(str(error), original_error=error)
    return answer_of(OperationResult(data=None, errors=(cause,), is_request_error=True))


def moved_in(outcome: OperationResult) -> set[str]:
    """The paths of the files that changed while they were read."""
    causes = (error.original_error for error in outcome.errors)
    return {cause.path for cause in causes if isinstance(cause, ContentMoved)}


def lacks_a_text(outcome: OperationResult) -> bool:
    """The next library may have the text, and at least has the problem that tells of it."""
    return any(isinstance(error.original_error, TextUnavailable) for error in outcome.errors)


def body_of(outcome: OperationResult, *, tells_cost: bool = False) -> dict[str, Any]:
    """An outcome in the shape that GraphQL gives a response.

    A request error has no entry `data`, not even null (GraphQL over HTTP, 7.2.1).
    """
    body: dict[str, Any] = {} if outcome.is_request_error else {"data": outcome.data}
    if outcome.errors:
        body["errors"] = [formatted(error, outcome.is_request_error) for error in outcome.errors]
    if tells_cost and not outcome.is_request_error:
        body["extensions"] = {"cost": outcome.cost}
    return body


def formatted(error: GraphQLError, is_request_error: bool) -> dict[str, Any]:
    """The error as a client may see it: its place, its code, and no more than is its business."""
    cause = error.original_error
    shown: dict[str, Any] = {**error.formatted}
    match cause:
        case CallError() | TextUnavailable():
            extensions: dict[str, Any] = {"code": cause.code}
        case SearchNotReadyError():
            extensions = {
                "code": cause.code,
                "progress": {"done": cause.done, "total": cause.total},
            }
        case RevisionMoved():
            extensions = {"code": SearchNotReadyError.code}
            shown["message"] = (
                "The search index is not at the newest content yet. Retry in a few seconds."
            )
        case ContentMoved():
            extensions = {"code": "CONTENT_CHANGING"}
            shown["message"] = f"{cause.path} keeps changing; ask again."
        case None if isinstance(error, LimitExceeded):
            extensions = {**(error.extensions or {})}
        case None | GraphQLError():
            extensions = {"code": code_of(error, is_request_error)}
        case _ if is_request_error and error.nodes:
            # What a scalar raised over a literal, such as an Int of thousands of digits.
            extensions = {"code": code_of(error, is_request_error)}
            shown["message"] = "A value cannot be read as the type that is expected here."
        case _:
            extensions = masked(cause)
            shown["message"] = "Something went wrong in the service; its log tells more."
    shown["extensions"] = extensions
    return shown


def code_of(error: GraphQLError, is_request_error: bool) -> str:
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    return "GRAPHQL_VALIDATION_FAILED" if is_request_error else "BAD_USER_INPUT"


def masked(cause: Exception) -> dict[str, Any]:
    """Tells the log what the client is not told, under an id that both know."""
    error_id = uuid4().hex
    log.error("Error %s in a resolver", error_id, exc_info=cause)
    return {"code": "INTERNAL_SERVER_ERROR", "id": error_id}


# What is no JSON by itself is msgspec's business, so that it looks the same everywhere.
PLAIN = (
    orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)


class Encoded(Struct, frozen=True):
    """An answer in bytes, or an error in its place."""

    body: bytes
    is_whole: bool = True


def as_json(body: dict[str, Any]) -> bytes:
    """The body as JSON. orjson takes half of msgspec's time, but neither numbers of more than 64
    bits nor what is nested more than 254 times.
    """
    try:
        return orjson.dumps(body, option=PLAIN)
    except orjson.JSONEncodeError:
        return msgspec.json.encode(body)


def encoded(body: dict[str, Any], most: int) -> Encoded:
    """The body as JSON; where that is too large, one that says so."""
    written = as_json(body)
    if len(written) <= most:
        return Encoded(written)
    error = LimitExceeded("answer", len(written), "bytes in the answer", most)
    told = {"data": None, "errors": [formatted(error, is_request_error=False)]}
    return Encoded(msgspec.json.encode(told), is_whole=False)


class Reply(Struct, frozen=True):
    """An answer to a client as ASGI has it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @classmethod
    def of(
        cls, body: bytes, media_type: str, headers: Mapping[str, str], status: int = 200
    ) -> "Reply":
        """An answer in JSON of this media type."""
        raw = [(name.lower().encode(), one.encode("latin-1")) for name, one in headers.items()]
        raw.append((b"content-length", b"%d" % len(body)))
        raw.append((b"content-type", f"{media_type}; charset=utf-8".encode()))
        return cls(status, raw, body)

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        """See ASGI; servers leave the body out where the method is HEAD."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})

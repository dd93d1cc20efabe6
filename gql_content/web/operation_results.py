"""The results of an operation, one or many, encoded."""

from collections.abc import AsyncGenerator, Callable
from typing import Any

from graphql import OperationType
from msgspec import Struct
from msgspec.structs import replace

from gql_content.engine import Executor, OperationResult, PreparedOperation
from gql_content.errors import CallError
from gql_content.schema import Context
from gql_content.sources import Changes, Content, Repository, pin
from gql_content.web.context_factory import Executors, for_those_who_run_it
from gql_content.web.graphql_response import (
    ATTEMPTS,
    Answer,
    answer_of,
    encoded,
    executed,
    moved_in,
    refused,
    tells_cost,
)
from gql_content.web.http_errors import ready
from gql_content.web.persisted_documents import Asked, KnownDocuments
from gql_content.web.request_middleware import Exchange, OperationKind
from gql_content.web.service import Service

__all__ = ["Result", "Results"]


ContextOf = Callable[[Content], Context]
KINDS = (OperationType.QUERY, OperationType.SUBSCRIPTION)


class Result(Struct, frozen=True):
    """One part of the answer to an operation, in JSON; all of it is from one revision.

    Where there are `errors` of the request it is the only part: nothing was executed.
    """

    body: bytes
    revision: str = ""
    errors: tuple[dict[str, Any], ...] = ()


class Results:
    """The results of operations: of a query one, of a subscription one for each event."""

    def __init__(
        self,
        service: Service,
        executors: Executors,
        documents: KnownDocuments,
        context_of: ContextOf,
        max_answer: int,
    ) -> None:
        self._service = service
        self._executors = executors
        self._documents = documents
        self._context_of = context_of
        self._max_answer = max_answer

    async def of(
        self,
        asked: Asked,
        exchange: Exchange,
        since: str | None = None,
        *,
        is_known: bool = False,
    ) -> AsyncGenerator[Result]:
        """Each result as soon as it is there; the next is not begun before it has been taken.

        `since` is the revision that a reader who was cut off was told last; `is_known` is one who
        bears the token. Raises `Refusal` while there is no content yet.
        """
        context_of = for_those_who_run_it(self._context_of) if is_known else self._context_of
        executor = self._executors.of(is_known=is_known)
        repository, prepared = ready(self._service), self._prepared(executor, asked)
        if isinstance(prepared, Answer):
            yield self._result(prepared)
            return
        note(exchange, prepared)
        if prepared.operation_type is OperationType.QUERY:
            yield await self._answer(repository, executor, prepared, context_of)
            return
        changes = await self._changes(repository, executor, prepared, context_of, since)
        while not isinstance(changes, OperationResult):
            yield await self._event(repository, executor, prepared, context_of, changes)
        yield self._result(answer_of(changes))

    def _prepared(self, executor: Executor, asked: Asked) -> PreparedOperation | Answer:
        try:
            prepared = executor.prepare(self._documents.operation(asked), KINDS)
        except CallError as error:
            return refused(error)
        return answer_of(prepared) if isinstance(prepared, OperationResult) else prepared

    async def _answer(
        self,
        repository: Repository,
        executor: Executor,
        prepared: PreparedOperation,
        context_of: ContextOf,
    ) -> Result:
        found = await executed(executor, repository, prepared, context_of)
        if found.lacks_index:
            self._service.mend_index()
        return self._result(found)

    async def _changes(
        self,
        repository: Repository,
        executor: Executor,
        prepared: PreparedOperation,
        context_of: ContextOf,
        since: str | None,
    ) -> Changes | OperationResult:
        """The one kind of source that subscriptions of this schema have."""
        context = replace(context_of(pin(repository)), since=since)
        return await executor.source(prepared, context)  # pyright: ignore[reportReturnType]

    async def _event(
        self,
        repository: Repository,
        executor: Executor,
        prepared: PreparedOperation,
        context_of: ContextOf,
        changes: Changes,
        attempts: int = ATTEMPTS,
    ) -> Result:
        """The next event; where a file changed while it was read, that of the next library."""
        change = await anext(aiter(changes))
        outcome = await executor.execute(prepared, context_of(change.content), change)
        moved = moved_in(outcome)
        if not moved or attempts == 1:
            revision = change.content.revision
            return self._result(answer_of(outcome, revision, tells_cost=tells_cost(prepared)))
        del change, outcome  # what is asked for next may take its time to come
        await repository.refresh(moved)
        changes.rewind()
        return await self._event(repository, executor, prepared, context_of, changes, attempts - 1)

    def _result(self, found: Answer) -> Result:
        return Result(
            encoded(found.body, self._max_answer).body,
            found.revision,
            tuple(found.body["errors"]) if found.is_request_error else (),
        )


def note(exchange: Exchange, prepared: PreparedOperation) -> None:
    """What the log and the figures tell of an operation."""
    exchange.operation_name, exchange.cost = prepared.name, prepared.cost
    exchange.operation_kind = OperationKind(prepared.operation_type.value)

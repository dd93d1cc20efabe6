# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# The executors of graphql-core are generic over unspecified types.
"""Runs an operation: prepare, compile, execute, with limits and a deadline."""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
# The executors of graphql-core are generic over unspecified types.

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Collection
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import Executor as CoreExecutor
from graphql import GraphQLError, OperationType, create_source_event_stream
from msgspec.structs import replace

from gql_content.engine.concurrency import run_sync, run_with_timeout
from gql_content.engine.document_cache import Documents
from gql_content.engine.internals import core_schema, report
from gql_content.engine.interpreter import interpret
from gql_content.engine.operation import (
    DeadlineExceededError,
    FallbackRequired,
    GraphQLDocument,
    GraphQLParams,
    OperationResult,
    ParsedOperation,
    PreparedOperation,
)
from gql_content.engine.operation_compiler import OperationCompiler
from gql_content.engine.query_limits import LimitExceeded, shortened
from gql_content.engine.schema_masking import hidden, without_schema
from gql_content.engine.validation import ValidationPolicy
from gql_content.pacing import Budget, BudgetSpent, NotAtOnce, TimeLimitReached

if TYPE_CHECKING:
    from gql_content.engine.compiled_operation import CompiledOperation

__all__ = ["Executor"]


async def create_event_stream(
    schema: strawberry.Schema, prepared: PreparedOperation, context: object
) -> AsyncIterator[Any] | OperationResult:
    """The events of a prepared subscription, or a result with errors if they cannot be had.

    `context` is used only to open the stream: each event is executed with its own context.
    """
    assert prepared.document.node is not None  # noqa: S101 - a prepared operation has a document
    executor = CoreExecutor.build(
        core_schema(schema),
        prepared.document.node,
        context_value=context,
        raw_variable_values=prepared.params.variables,
        operation_name=prepared.params.operation_name,
    )
    if isinstance(executor, list):
        return OperationResult(data=None, errors=tuple(executor), is_request_error=True)
    created = create_source_event_stream(executor)
    stream = await created if isawaitable(created) else created
    if isinstance(stream, AsyncIterable):
        return aiter(stream)
    return OperationResult(data=None, errors=tuple(stream.errors or ()), is_request_error=True)


def get_operation(document: GraphQLDocument, name: str | None) -> ParsedOperation:
    """The operation to run (GetOperation, section 6.1); raises `GraphQLError`."""
    operations = document.operations
    if name is not None:
        return get_named_operation(operations, name)
    if len(operations) > 1:
        raise GraphQLError(
            "The document has several operations: set operationName to the name of one."
        )
    if not operations:
        raise GraphQLError(
            "The document has no operation. An operation begins with { or with query."
        )
    return operations[0]


def get_named_operation(operations: tuple[ParsedOperation, ...], name: str) -> ParsedOperation:
    for operation in operations:
        if operation.node.name is not None and operation.node.name.value == name:
            return operation
    raise GraphQLError(f"The document has no operation named {name!r}.")


QUERIES = (OperationType.QUERY,)
REFUSALS = {
    OperationType.MUTATION: "This service answers queries; it has no mutations.",
    OperationType.SUBSCRIPTION: "A subscription is answered by a stream. Ask for it with the "
    "header Accept: text/event-stream, or over a web socket.",
}


class Executor:
    """Runs operations of one schema; remembers their documents, and compiles them."""

    def __init__(self, schema: strawberry.Schema, checks: ValidationPolicy | None = None) -> None:
        self._schema = schema
        self._core = core_schema(schema)
        self._checks = checks or ValidationPolicy()
        self._documents = Documents(self._core, self._checks)
        self._compiling = OperationCompiler(schema)

    async def run(
        self,
        operation: GraphQLParams,
        context: object,
        allowed: Collection[OperationType] = QUERIES,
    ) -> OperationResult:
        """The outcome of an operation; whatever is wrong with it is in there, never raised."""
        prepared = self.prepare(operation, allowed)
        return (
            prepared
            if isinstance(prepared, OperationResult)
            else await self.execute(prepared, context)
        )

    def prepare(
        self, operation: GraphQLParams, allowed: Collection[OperationType] = QUERIES
    ) -> PreparedOperation | OperationResult:
        """The operation, ready to be run; or the outcome where it cannot be."""
        document = self._documents.read(operation.query)
        if document.node is None:
            return refused(document.errors)
        try:
            known = get_operation(document, operation.operation_name)
        except GraphQLError as error:
            return refused((error,))
        if known.node.operation not in allowed:
            return not_allowed(known.node.operation)
        if document.errors:
            return refused(document.errors)
        return self._with_variables(operation, document, known)

    def _with_variables(
        self, operation: GraphQLParams, document: GraphQLDocument, known: ParsedOperation
    ) -> PreparedOperation | OperationResult:
        variables = known.variables.coerce(operation.variables or {})
        if isinstance(variables, list):
            return refused(variables if self._checks.show_schema else without_schema(variables))
        cost = known.cost.nodes(variables.coerced)
        filters = known.filters
        conditions = filters.count(variables.coerced) if filters.variables else filters.fixed
        prepared = PreparedOperation(operation, document, known, variables, cost, conditions)
        errors = self._checks.check_operation(self._core, prepared)
        return refused(errors) if errors else prepared

    async def source(
        self, prepared: PreparedOperation, context: object
    ) -> AsyncIterator[Any] | OperationResult:
        """The events of a prepared subscription, or the outcome where it cannot be followed.

        The result of an event comes from `execute`, with the event as the root and a context of
        its own.
        """
        return await create_event_stream(self._schema, prepared, context)

    async def execute(
        self, prepared: PreparedOperation, context: object, root: object = None
    ) -> OperationResult:
        """The outcome of a prepared operation, within the time that it may take."""
        outcome = await self._run(prepared, context, root)
        if not outcome.errors:
            return OperationResult(outcome.data, cost=prepared.cost)
        errors = shortened(outcome.errors, self._checks.max_errors)
        if not self._checks.show_schema:
            errors = tuple(one if is_of_resolver(one) else hidden(one) for one in errors)
        return replace(outcome, errors=errors, cost=prepared.cost)

    def execute_at_once(
        self, prepared: PreparedOperation, context: object
    ) -> OperationResult | None:
        """The outcome where nothing had to be waited for, else None.

        Only a loop need be running, and no task. Errors are not completed for a client: who finds
        some runs the operation again by `execute`.
        """
        compiled = self._compiling.compile(prepared)
        if compiled is None:
            return None
        checks = self._checks
        try:
            with Budget(checks.timeout_seconds, checks.max_objects, at_once=True) as budget:
                run = compiled.begin(self._core, prepared, context, budget)
                found = compiled.function(run)
                data = run_sync(found, checks.timeout_seconds) if compiled.is_async else found
        except GraphQLError as error:
            return OperationResult(None, (error,), cost=prepared.cost)
        except (Exception, BudgetSpent, NotAtOnce, TimeLimitReached, FallbackRequired):  # noqa: BLE001 - `execute` says what is wrong
            return None
        return OperationResult(data, tuple(run.errors), cost=prepared.cost)

    async def _run(
        self, prepared: PreparedOperation, context: object, root: object
    ) -> OperationResult:
        try:
            with Budget(self._checks.timeout_seconds, self._checks.max_objects) as budget:
                return await self._within(budget, prepared, context, root)
        except (TimeLimitReached, TimeoutError):
            return failed(DeadlineExceededError(self._checks.timeout_seconds))
        except BudgetSpent as spent:
            return OperationResult(None, (self._beyond(spent),))
        except Exception as error:  # noqa: BLE001 - such as selections nested beyond all measure
            return failed(error)

    def _beyond(self, spent: BudgetSpent) -> GraphQLError:
        return LimitExceeded("cost", spent.value, "objects or more", int(self._checks.max_objects))

    async def _within(
        self, budget: Budget, prepared: PreparedOperation, context: object, root: object
    ) -> OperationResult:
        compiled = self._compiling.compile(prepared)
        if compiled is None:
            return await self._interpreted(prepared, context, root)
        try:
            return await self._compiled(compiled, prepared, context, budget)
        except FallbackRequired:
            self._compiling.mark_unplannable(prepared)
        except (TimeoutError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001 - no resolver's: such are located
            report("running a compiled operation", error)
            self._compiling.mark_unplannable(prepared)
        return await self._interpreted(prepared, context, root)

    async def _compiled(
        self,
        compiled: "CompiledOperation",
        prepared: PreparedOperation,
        context: object,
        budget: Budget,
    ) -> OperationResult:
        run = compiled.begin(self._core, prepared, context, budget)
        data: dict[str, Any] | None = None
        try:
            found = compiled.function(run)
            data = (
                await run_with_timeout(found, self._checks.timeout_seconds)
                if compiled.is_async
                else found
            )
        except GraphQLError as error:
            run.add_error(error, ())
        return OperationResult(data, tuple(run.errors))

    async def _interpreted(
        self, prepared: PreparedOperation, context: object, root: object
    ) -> OperationResult:
        async with asyncio.timeout(self._checks.timeout_seconds):
            return await interpret(self._schema, prepared, context, root)

    def explain(self, prepared: PreparedOperation) -> str:
        """The plan of an operation for people to read, or why it has none."""
        return self._compiling.explain(prepared)


def is_of_resolver(error: GraphQLError) -> bool:
    """Whether it tells of something that a resolver raised, and not of what it was given."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, GraphQLError)


def refused(errors: Collection[GraphQLError], *, is_mutation: bool = False) -> OperationResult:
    return OperationResult(
        data=None, errors=tuple(errors), is_request_error=True, is_mutation=is_mutation
    )


def failed(cause: Exception) -> OperationResult:
    return OperationResult(data=None, errors=(GraphQLError(str(cause), original_error=cause),))


def not_allowed(kind: OperationType) -> OperationResult:
    message = REFUSALS.get(kind, "Only queries are answered here.")
    return refused((GraphQLError(message),), is_mutation=kind is OperationType.MUTATION)

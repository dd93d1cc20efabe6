import asyncio
from collections.abc import AsyncIterator, Collection
from time import monotonic
from typing import Any

import strawberry
from graphql import GraphQLError, OperationType
from graphql.execution.values import VariableValues
from msgspec.structs import replace

from gql_content.execution.checks import ValidationPolicy
from gql_content.execution.choosing import get_operation
from gql_content.execution.code import CompiledOperation
from gql_content.execution.compiling import OperationCompiler
from gql_content.execution.document import GraphQLDocument, ParsedOperation
from gql_content.execution.documents import Documents
from gql_content.execution.errors import DeadlineExceededError
from gql_content.execution.interpreting import interpret
from gql_content.execution.limits import shortened
from gql_content.execution.operation import GraphQLParams
from gql_content.execution.outcome import OperationResult
from gql_content.execution.plans import Unplannable, explain_plan
from gql_content.execution.prepared import PreparedOperation
from gql_content.execution.running import FallbackRequired, Run, TimeLimitReached
from gql_content.execution.stepping import run_sync, run_with_timeout
from gql_content.execution.subscribing import create_event_stream

__all__ = ["Executor"]

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
        self._core = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - it has no public name
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
        if not isinstance(variables, VariableValues):
            return refused(variables)
        cost = known.cost.nodes(variables.coerced)
        prepared = PreparedOperation(operation, document, known, variables, cost)
        errors = self._checks.check_operation(self._core, prepared)
        return refused(errors) if errors else prepared

    async def source(
        self, prepared: PreparedOperation, context: object
    ) -> AsyncIterator[Any] | OperationResult:
        """The events of a prepared subscription, or the outcome where it cannot be followed.

        What becomes of an event is told by `execute`, with the event as the root and a context of
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
        return replace(outcome, errors=errors, cost=prepared.cost)

    def execute_at_once(
        self, prepared: PreparedOperation, context: object
    ) -> OperationResult | None:
        """The outcome where it is a good one, and nothing had to be waited for; else None.

        Only a loop need be running, and no task. Nothing is told of what went wrong: who runs it
        again finds out.
        """
        compiled = self._compiling.compile(prepared)
        if compiled is None:
            return None
        run = self._begun(compiled, prepared, context)
        try:
            found = compiled.function(run)
            data = run_sync(found, self._checks.timeout_seconds) if compiled.is_async else found
        except Exception:  # noqa: BLE001 - as the docstring says
            return None
        return None if run.errors else OperationResult(data, cost=prepared.cost)

    async def _run(
        self, prepared: PreparedOperation, context: object, root: object
    ) -> OperationResult:
        try:
            compiled = self._compiling.compile(prepared)
            if compiled is None:
                return await self._interpreted(prepared, context, root)
            try:
                return await self._compiled(compiled, prepared, context)
            except FallbackRequired:
                self._compiling.mark_unplannable(prepared)
                return await self._interpreted(prepared, context, root)
        except (TimeLimitReached, TimeoutError):
            return failed(DeadlineExceededError(self._checks.timeout_seconds))
        except Exception as error:  # noqa: BLE001 - such as selections nested beyond all measure
            return failed(error)

    async def _compiled(
        self, compiled: CompiledOperation, prepared: PreparedOperation, context: object
    ) -> OperationResult:
        run = self._begun(compiled, prepared, context)
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

    def _begun(
        self, compiled: CompiledOperation, prepared: PreparedOperation, context: object
    ) -> Run:
        document = prepared.document.node
        assert document is not None  # noqa: S101 - a prepared operation stands in one
        return Run(
            self._core,
            document,
            prepared.node,
            prepared.variables,
            context,
            compiled.convert_arguments(prepared.variables),
            extensions=prepared.params.extensions,
            deadline=monotonic() + self._checks.timeout_seconds,
        )

    async def _interpreted(
        self, prepared: PreparedOperation, context: object, root: object
    ) -> OperationResult:
        async with asyncio.timeout(self._checks.timeout_seconds):
            return await interpret(self._schema, prepared, context, root)

    def explain(self, prepared: PreparedOperation) -> str:
        """The plan of an operation for people to read, or why it has none."""
        try:
            return explain_plan(self._compiling.plan(prepared))
        except Unplannable as error:
            return f"graphql-core runs this operation: {error}."


def refused(errors: Collection[GraphQLError], *, is_mutation: bool = False) -> OperationResult:
    return OperationResult(
        data=None, errors=tuple(errors), is_request_error=True, is_mutation=is_mutation
    )


def failed(cause: Exception) -> OperationResult:
    return OperationResult(data=None, errors=(GraphQLError(str(cause), original_error=cause),))


def not_allowed(kind: OperationType) -> OperationResult:
    message = REFUSALS.get(kind, "Only queries are answered here.")
    return refused((GraphQLError(message),), is_mutation=kind is OperationType.MUTATION)

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import TYPE_CHECKING, Any

import strawberry
from graphql import GraphQLError, OperationType
from msgspec.structs import replace

from gql_content.execution.checks import Checks
from gql_content.execution.choosing import chosen
from gql_content.execution.compiling import Compiling
from gql_content.execution.document import Document, KnownOperation
from gql_content.execution.documents import Documents
from gql_content.execution.errors import DeadlinePassed
from gql_content.execution.hiding import hidden, without_schema
from gql_content.execution.internals import core_schema, report
from gql_content.execution.interpreting import interpret
from gql_content.execution.limits import LimitExceeded, shortened
from gql_content.execution.operation import Operation
from gql_content.execution.outcome import Outcome
from gql_content.execution.prepared import Prepared
from gql_content.execution.signals import BudgetSpent, NotAtOnce, TimeUp, Unplanned
from gql_content.execution.stepping import at_once, finished
from gql_content.execution.subscribing import source_of
from gql_content.pacing import Budget

if TYPE_CHECKING:
    from gql_content.execution.code import Compiled

__all__ = ["Executor"]

QUERIES = (OperationType.QUERY,)
REFUSALS = {
    OperationType.MUTATION: "This service answers queries; it has no mutations.",
    OperationType.SUBSCRIPTION: "A subscription is answered by a stream. Ask for it with the "
    "header Accept: text/event-stream, or over a web socket.",
}


class Executor:
    """Runs operations of one schema; remembers their documents, and compiles them."""

    def __init__(self, schema: strawberry.Schema, checks: Checks | None = None) -> None:
        self._schema = schema
        self._core = core_schema(schema)
        self._checks = checks or Checks()
        self._documents = Documents(self._core, self._checks)
        self._compiling = Compiling(schema)

    async def run(
        self, operation: Operation, context: object, allowed: Collection[OperationType] = QUERIES
    ) -> Outcome:
        """The outcome of an operation; whatever is wrong with it is in there, never raised."""
        prepared = self.prepare(operation, allowed)
        return prepared if isinstance(prepared, Outcome) else await self.execute(prepared, context)

    def prepare(
        self, operation: Operation, allowed: Collection[OperationType] = QUERIES
    ) -> Prepared | Outcome:
        """The operation, ready to be run; or the outcome where it cannot be."""
        document = self._documents.read(operation.query)
        if document.node is None:
            return refused(document.errors)
        try:
            known = chosen(document, operation.operation_name)
        except GraphQLError as error:
            return refused((error,))
        if known.node.operation not in allowed:
            return not_allowed(known.node.operation)
        if document.errors:
            return refused(document.errors)
        return self._with_variables(operation, document, known)

    def _with_variables(
        self, operation: Operation, document: Document, known: KnownOperation
    ) -> Prepared | Outcome:
        variables = known.variables.read(operation.variables or {})
        if isinstance(variables, list):
            return refused(variables if self._checks.shows_schema else without_schema(variables))
        cost = known.cost.nodes(variables.coerced)
        filters = known.filters
        conditions = filters.count(variables.coerced) if filters.variables else filters.fixed
        prepared = Prepared(operation, document, known, variables, cost, conditions)
        errors = self._checks.of_operation(self._core, prepared)
        return refused(errors) if errors else prepared

    async def source(self, prepared: Prepared, context: object) -> AsyncIterator[Any] | Outcome:
        """The events of a prepared subscription, or the outcome where it cannot be followed.

        What becomes of an event is told by `execute`, with the event as the root and a context of
        its own.
        """
        return await source_of(self._schema, prepared, context)

    async def execute(self, prepared: Prepared, context: object, root: object = None) -> Outcome:
        """The outcome of a prepared operation, within the time that it may take."""
        outcome = await self._run(prepared, context, root)
        if not outcome.errors:
            return Outcome(outcome.data, cost=prepared.cost)
        errors = shortened(outcome.errors, self._checks.errors)
        if not self._checks.shows_schema:
            errors = tuple(one if is_of_resolver(one) else hidden(one) for one in errors)
        return replace(outcome, errors=errors, cost=prepared.cost)

    def execute_at_once(self, prepared: Prepared, context: object) -> Outcome | None:
        """The outcome where nothing had to be waited for, else None.

        Only a loop need be running, and no task. Errors are not completed for a client: who finds
        some runs the operation again by `execute`.
        """
        compiled = self._compiling.compiled(prepared)
        if compiled is None:
            return None
        checks = self._checks
        try:
            with Budget(checks.seconds, checks.objects, at_once=True) as budget:
                run = compiled.begin(self._core, prepared, context, budget)
                found = compiled.function(run)
                data = at_once(found, checks.seconds) if compiled.waits else found
        except GraphQLError as error:
            return Outcome(None, (error,), cost=prepared.cost)
        except (Exception, BudgetSpent, NotAtOnce, TimeUp, Unplanned):  # noqa: BLE001 - `execute` says what is wrong
            return None
        return Outcome(data, tuple(run.errors), cost=prepared.cost)

    async def _run(self, prepared: Prepared, context: object, root: object) -> Outcome:
        try:
            with Budget(self._checks.seconds, self._checks.objects) as budget:
                return await self._within(budget, prepared, context, root)
        except (TimeUp, TimeoutError):
            return failed(DeadlinePassed(self._checks.seconds))
        except BudgetSpent as spent:
            return Outcome(None, (self._beyond(spent),))
        except Exception as error:  # noqa: BLE001 - such as selections nested beyond all measure
            return failed(error)

    def _beyond(self, spent: BudgetSpent) -> GraphQLError:
        return LimitExceeded("cost", spent.value, "objects or more", int(self._checks.objects))

    async def _within(
        self, budget: Budget, prepared: Prepared, context: object, root: object
    ) -> Outcome:
        compiled = self._compiling.compiled(prepared)
        if compiled is None:
            return await self._interpreted(prepared, context, root)
        try:
            return await self._compiled(compiled, prepared, context, budget)
        except Unplanned:
            self._compiling.give_up(prepared)
        except (TimeoutError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001 - no resolver's: such are located
            report("running a compiled operation", error)
            self._compiling.give_up(prepared)
        return await self._interpreted(prepared, context, root)

    async def _compiled(
        self, compiled: "Compiled", prepared: Prepared, context: object, budget: Budget
    ) -> Outcome:
        run = compiled.begin(self._core, prepared, context, budget)
        data: dict[str, Any] | None = None
        try:
            found = compiled.function(run)
            data = await finished(found, self._checks.seconds) if compiled.waits else found
        except GraphQLError as error:
            run.add(error, ())
        return Outcome(data, tuple(run.errors))

    async def _interpreted(self, prepared: Prepared, context: object, root: object) -> Outcome:
        async with asyncio.timeout(self._checks.seconds):
            return await interpret(self._schema, prepared, context, root)

    def explain(self, prepared: Prepared) -> str:
        """The plan of an operation for people to read, or why it has none."""
        return self._compiling.explain(prepared)


def is_of_resolver(error: GraphQLError) -> bool:
    """Whether it tells of something that a resolver raised, and not of what it was given."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, GraphQLError)


def refused(errors: Collection[GraphQLError], *, is_mutation: bool = False) -> Outcome:
    return Outcome(data=None, errors=tuple(errors), is_request_error=True, is_mutation=is_mutation)


def failed(cause: Exception) -> Outcome:
    return Outcome(data=None, errors=(GraphQLError(str(cause), original_error=cause),))


def not_allowed(kind: OperationType) -> Outcome:
    message = REFUSALS.get(kind, "Only queries are answered here.")
    return refused((GraphQLError(message),), is_mutation=kind is OperationType.MUTATION)

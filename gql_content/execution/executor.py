import asyncio
from collections.abc import Collection

import strawberry
from graphql import GraphQLError, OperationDefinitionNode, OperationType
from graphql.execution.values import VariableValues, get_variable_values

from gql_content.execution.checks import Checks
from gql_content.execution.choosing import chosen
from gql_content.execution.document import Document
from gql_content.execution.documents import Documents
from gql_content.execution.errors import DeadlinePassed
from gql_content.execution.interpreting import interpret
from gql_content.execution.operation import Operation
from gql_content.execution.outcome import Outcome
from gql_content.execution.prepared import Prepared

__all__ = ["Executor"]

QUERIES = (OperationType.QUERY,)
MOST_VARIABLE_ERRORS = 50


class Executor:
    """Runs operations of one schema, and remembers their documents."""

    def __init__(self, schema: strawberry.Schema, checks: Checks | None = None) -> None:
        self._schema = schema
        self._core = schema._schema  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - it has no public name
        self._checks = checks or Checks()
        self._documents = Documents(self._core, self._checks)

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
            node = chosen(document, operation.operation_name)
        except GraphQLError as error:
            return refused((error,))
        if node.operation not in allowed:
            return not_allowed(node.operation)
        if document.errors:
            return refused(document.errors)
        return self._with_variables(operation, document, node)

    def _with_variables(
        self, operation: Operation, document: Document, node: OperationDefinitionNode
    ) -> Prepared | Outcome:
        variables = get_variable_values(
            self._core,
            node.variable_definitions or (),
            operation.variables or {},
            max_errors=MOST_VARIABLE_ERRORS,
        )
        if not isinstance(variables, VariableValues):
            return refused(variables)
        prepared = Prepared(operation, document, node, variables)
        errors = self._checks.of_operation(self._core, prepared)
        return refused(errors) if errors else prepared

    async def execute(self, prepared: Prepared, context: object) -> Outcome:
        """The outcome of a prepared operation, within the time that it may take."""
        seconds = self._checks.seconds
        try:
            async with asyncio.timeout(seconds):
                return await interpret(self._schema, prepared, context)
        except TimeoutError:
            return failed(DeadlinePassed(seconds))
        except Exception as error:  # noqa: BLE001 - such as selections nested beyond all measure
            return failed(error)


def refused(errors: Collection[GraphQLError], *, is_mutation: bool = False) -> Outcome:
    return Outcome(data=None, errors=tuple(errors), is_request_error=True, is_mutation=is_mutation)


def failed(cause: Exception) -> Outcome:
    return Outcome(data=None, errors=(GraphQLError(str(cause), original_error=cause),))


def not_allowed(kind: OperationType) -> Outcome:
    message = f"This service answers queries; it has no {kind.value}s."
    return refused((GraphQLError(message),), is_mutation=kind is OperationType.MUTATION)

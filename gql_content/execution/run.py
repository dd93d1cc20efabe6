from collections.abc import Collection

import strawberry
from graphql import GraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from gql_content.execution.operation import Operation
from gql_content.execution.outcome import Outcome

__all__ = ["run"]

QUERIES = (OperationType.QUERY,)


async def run(
    schema: strawberry.Schema,
    operation: Operation,
    context: object,
    allowed: Collection[OperationType] = QUERIES,
) -> Outcome:
    """The outcome of an operation; whatever is wrong with it is in the outcome, never raised."""
    try:
        result = await schema.execute(
            operation.query or " ",  # An empty document is a syntax error as any other.
            variable_values=operation.variables,
            operation_name=operation.operation_name,
            context_value=context,
            allowed_operation_types=allowed,
        )
    except CannotGetOperationTypeError as error:
        return refused(unknown_operation(error))
    except InvalidOperationTypeError as error:
        kind = error.operation_type.value
        return refused(
            f"This service answers queries; it has no {kind}s.",
            is_mutation=error.operation_type is OperationType.MUTATION,
        )
    errors = tuple(result.errors or ())
    if isinstance(result, PreExecutionError):
        return Outcome(data=None, errors=errors, is_request_error=True)
    # Execution that fails before its first field, by a variable of the wrong type, names no path.
    before_any_field = result.data is None and all(error.path is None for error in errors)
    return Outcome(data=result.data, errors=errors, is_request_error=before_any_field)


def refused(message: str, *, is_mutation: bool = False) -> Outcome:
    return Outcome(
        data=None,
        errors=(GraphQLError(message),),
        is_request_error=True,
        is_mutation=is_mutation,
    )


def unknown_operation(error: CannotGetOperationTypeError) -> str:
    if error.operation_name is None:
        return "The document has no operation: it begins with { or with query."
    return f"The document has no operation named {error.operation_name!r}."

"""Runs an operation compiled and by graphql-core, and compares the results."""
# pyright: reportPrivateUsage=false
# Only tests need to know whether an operation is compiled.

import json
from typing import Any

import strawberry
from graphql import GraphQLError

from gql_content.engine import (
    Executor,
    GraphQLParams,
    OperationResult,
    PreparedOperation,
    ValidationPolicy,
)
from gql_content.engine.interpreter import interpret

__all__ = ["UNLIMITED", "Comparison", "run_both"]

UNLIMITED = ValidationPolicy(max_errors=1_000_000)  # so that all errors can be compared


class Comparison:
    """The results of one operation, ours and graphql-core's, in comparable form."""

    def __init__(self, ours: OperationResult, theirs: OperationResult, *, is_async: bool) -> None:
        self.ours = comparable(ours, is_async=is_async)
        self.theirs = comparable(theirs, is_async=is_async)

    @property
    def are_equal(self) -> bool:
        return self.ours == self.theirs


async def run_both(
    executor: Executor, schema: strawberry.Schema, operation: GraphQLParams, context: object
) -> Comparison | None:
    """Both results; None if the operation is invalid."""
    prepared = executor.prepare(operation)
    if not isinstance(prepared, PreparedOperation):
        return None
    compiled = executor._compiling.compile(prepared)
    assert compiled is not None, operation.query
    ours = await executor.execute(prepared, context)
    assert executor._compiling.compile(prepared) is compiled, "it fell back to graphql-core"
    theirs = await interpret(schema, prepared, context)
    return Comparison(ours, theirs, is_async=compiled.is_async)


def comparable(result: OperationResult, *, is_async: bool) -> tuple[str, list[str]]:
    """The data as JSON, with keys in order, and the errors.

    For concurrent fields the specification does not define the order of errors, nor which of
    several errors for the same null is reported (section 6.4.4). Then only the path of the null is
    compared.
    """
    errors = [format_error(result.data, error, is_async=is_async) for error in result.errors]
    return json.dumps(result.data), sorted(set(errors)) if is_async else errors


def format_error(data: Any, error: GraphQLError, *, is_async: bool) -> str:
    path = error.path or []
    null_path = find_null_path(data, path)
    if is_async and len(null_path) < len(path):
        return f"null at {null_path}"
    return json.dumps([error.message, error.locations, path, type(error.original_error).__name__])


def find_null_path(data: Any, path: Any) -> list[str | int]:
    path_to_null: list[str | int] = []
    for key in path:
        if data is None:
            break
        data = data[key]
        path_to_null.append(key)
    return path_to_null

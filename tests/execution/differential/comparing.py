"""What a compiled operation answers, and what graphql-core answers to the same."""
# pyright: reportPrivateUsage=false
# Whether an operation is compiled is nobody else's business.

import json
from typing import Any

import strawberry
from graphql import GraphQLError

from gql_content.execution import Checks, Executor, Operation, Outcome, Prepared
from gql_content.execution.interpreting import interpret

__all__ = ["UNLIMITED", "Compared", "both"]

UNLIMITED = Checks(errors=1_000_000)  # so that all errors are there to be compared


class Compared:
    """The two outcomes of one operation; `are_same` is what it is all about."""

    def __init__(self, ours: Outcome, theirs: Outcome, *, waits: bool) -> None:
        self.ours = told(ours, waits=waits)
        self.theirs = told(theirs, waits=waits)

    @property
    def are_same(self) -> bool:
        return self.ours == self.theirs


async def both(
    executor: Executor, schema: strawberry.Schema, operation: Operation, context: object
) -> Compared | None:
    """Both outcomes; None where the operation cannot be run at all."""
    prepared = executor.prepare(operation)
    if not isinstance(prepared, Prepared):
        return None
    compiled = executor._compiling.compiled(prepared)
    assert compiled is not None, operation.query
    ours = await executor.execute(prepared, context)
    assert executor._compiling.compiled(prepared) is compiled, "it gave up"
    theirs = await interpret(schema, prepared, context)
    return Compared(ours, theirs, waits=compiled.waits)


def told(outcome: Outcome, *, waits: bool) -> tuple[str, list[str]]:
    """The answer as text, keys in their order, and its errors.

    Where fields are resolved at the same time, GraphQL leaves it open in which order their errors
    come; and of several errors that make one and the same place null, which are told (6.4.4). Of
    those only the place counts then.
    """
    errors = [error_text(outcome.data, error, waits=waits) for error in outcome.errors]
    return json.dumps(outcome.data), sorted(set(errors)) if waits else errors


def error_text(data: Any, error: GraphQLError, *, waits: bool) -> str:
    path = error.path or []
    nulled = place_of_null(data, path)
    if waits and len(nulled) < len(path):
        return f"null at {nulled}"
    return json.dumps([error.message, error.locations, path, type(error.original_error).__name__])


def place_of_null(data: Any, path: Any) -> list[str | int]:
    found: list[str | int] = []
    for key in path:
        if data is None:
            break
        data = data[key]
        found.append(key)
    return found

"""An operation is parsed, validated, selected and given its variables before execution."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationType
from strawberry.extensions import SchemaExtension

from gql_content.engine import (
    DeadlineExceededError,
    Executor,
    GraphQLParams,
    OperationResult,
    PreparedOperation,
    ValidationPolicy,
)


@strawberry.type
class Query:
    @strawberry.field
    def twice(self, number: int = 1) -> int:
        return number * 2

    @strawberry.field
    async def slow(self) -> int | None:
        await asyncio.Event().wait()
        return 0


SCHEMA = strawberry.Schema(Query)


def make_executor(**policy: Any) -> Executor:
    return Executor(SCHEMA, ValidationPolicy(**policy))


def prepare(query: str, **parts: Any) -> PreparedOperation:
    result = make_executor().prepare(GraphQLParams(query=query, **parts))
    assert isinstance(result, PreparedOperation)
    return result


def test_type_and_name_are_known_before_execution() -> None:
    result = prepare("query A { twice } query B { slow }", operation_name="B")
    assert result.operation_type is OperationType.QUERY
    assert result.name == "B"
    assert prepare("{ twice }").name is None


def test_variables_are_coerced() -> None:
    query = """query ($number: Int = 3, $other: Int) {
      twice(number: $number)
      b: twice(number: $other)
    }"""
    assert prepare(query).variables.coerced == {"number": 3}
    result = prepare(query, variables={"number": None, "other": 4.0, "unknown": 1})
    assert result.variables.coerced == {"number": None, "other": 4}


async def test_a_document_with_too_many_tokens_is_not_parsed() -> None:
    result = await make_executor(max_tokens=5).run(
        GraphQLParams(query="{ twice twice twice twice }"), None
    )
    assert result.is_request_error
    assert result.errors[0].message == "There are 6 or more tokens; --max-tokens allows 5."


async def test_documents_are_checked_once_and_operations_every_time() -> None:
    documents: list[DocumentNode] = []
    operations: list[PreparedOperation] = []

    def check_document(_: GraphQLSchema, node: DocumentNode) -> Sequence[GraphQLError]:
        documents.append(node)
        return ()

    def check_operation(_: GraphQLSchema, prepared: PreparedOperation) -> Sequence[GraphQLError]:
        operations.append(prepared)
        return ()

    executor = make_executor(check_document=check_document, check_operation=check_operation)
    query = "query ($n: Int!) { twice(number: $n) }"
    for number in range(3):
        result = await executor.run(GraphQLParams(query=query, variables={"n": number}), None)
        assert result == OperationResult(data={"twice": number * 2})
    assert len(documents) == 1
    assert [prepared.variables.coerced for prepared in operations] == [{"n": 0}, {"n": 1}, {"n": 2}]


@pytest.mark.parametrize("check", ["check_document", "check_operation"])
async def test_errors_of_a_check_reject_the_operation(check: str) -> None:
    error = GraphQLError("too much")
    executor = make_executor(**{check: lambda *_: [error]})  # pyright: ignore[reportUnknownLambdaType] - either check
    for _ in range(2):
        result = await executor.run(GraphQLParams(query="{ twice }"), None)
        assert result == OperationResult(data=None, errors=(error,), is_request_error=True)


async def test_an_operation_is_stopped_at_its_time_limit() -> None:
    result = await make_executor(timeout_seconds=0.05).run(
        GraphQLParams(query="{ slow twice }"), None
    )
    assert result.data is None
    assert isinstance(result.errors[0].original_error, DeadlineExceededError)


async def test_schema_extensions_are_called() -> None:
    calls: list[str] = []

    class RecordingExtension(SchemaExtension):
        def on_execute(self) -> Any:
            calls.append("before")
            yield
            calls.append("after")

        def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
            calls.append(info.field_name)
            return _next(root, info, *args, **kwargs)

    executor = Executor(strawberry.Schema(Query, extensions=[RecordingExtension]))
    result = await executor.run(GraphQLParams(query="{ twice }"), None)
    assert result == OperationResult(data={"twice": 2})
    assert calls == ["before", "twice", "after"]

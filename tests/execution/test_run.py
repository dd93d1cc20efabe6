"""Running operations against a schema that has nothing to do with articles."""

import logging
from typing import Any

import pytest
import strawberry

from gql_content.engine import Executor, GraphQLParams, OperationResult
from gql_content.markdown import MarkdownCache
from gql_content.schema import SCHEMA, Context
from gql_content.sources import MemoryRepository, pin


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self, name: str = "you", times: int = 1) -> str:
        return " ".join([f"Good day, {name}"] * times)

    @strawberry.field
    def broken(self) -> str | None:
        raise ZeroDivisionError("/secret/path: division by zero")

    @strawberry.field
    def required(self) -> str:
        raise LookupError("required")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def forget(self) -> bool:
        raise AssertionError("a mutation was run")


GREETINGS = Executor(strawberry.Schema(Query, Mutation))
CONTENT = Executor(SCHEMA)


async def run(query: str, **parts: Any) -> OperationResult:
    return await GREETINGS.run(GraphQLParams(query=query, **parts), None)


async def test_a_successful_result_has_no_errors() -> None:
    assert await run("{ greeting }") == OperationResult(data={"greeting": "Good day, you"})


async def test_variables_are_passed() -> None:
    query = "query ($name: String!, $times: Int) { greeting(name: $name, times: $times) }"
    result = await run(query, variables={"name": "Ada", "times": 2})
    assert result.data == {"greeting": "Good day, Ada Good day, Ada"}


async def test_the_named_operation_is_run() -> None:
    query = 'query A { greeting } query B { greeting(name: "B") }'
    result = await run(query, operation_name="B")
    assert result.data == {"greeting": "Good day, B"}


async def test_a_failing_nullable_field_does_not_affect_the_others() -> None:
    result = await run("{ greeting broken }")
    assert result.data == {"greeting": "Good day, you", "broken": None}
    (error,) = result.errors
    assert error.path == ["broken"]
    assert isinstance(error.original_error, ZeroDivisionError)
    assert not result.is_request_error


async def test_a_failing_non_nullable_field_gives_null_data_and_no_request_error() -> None:
    result = await run("{ required }")
    assert result.data is None
    assert not result.is_request_error


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("", {}),
        ("   ", {}),
        ("# nothing but a comment", {}),
        ("{", {}),
        ("{ nothing }", {}),
        ("{ greeting(name: 1) }", {}),
        ("{ greeting } { broken }", {}),
        ("fragment F on Query { greeting }", {}),
        ("type A { a: Int }", {}),
        ("query A { greeting }", {"operation_name": "B"}),
        ("query A { greeting }", {"operation_name": ""}),
        ("query ($times: Int!) { greeting(times: $times) }", {}),
        ("query ($times: Int!) { greeting(times: $times) }", {"variables": {"times": "x"}}),
        ("query ($times: Int!) { greeting(times: $times) }", {"variables": {"times": 2**40}}),
        ("mutation { forget }", {}),
        ("subscription { greeting }", {}),
        ("query A { greeting } mutation B { forget }", {"operation_name": "B"}),
        ("query A { greeting } query B { greeting }", {"operation_name": "C"}),
    ],
)
async def test_an_invalid_operation_is_a_request_error(query: str, parts: dict[str, Any]) -> None:
    result = await run(query, **parts)
    assert result.is_request_error
    assert result.data is None
    assert result.errors
    assert all(error.path is None for error in result.errors)


@pytest.mark.parametrize(
    "query", ["query A { __typename } query B { __typename }", "query A { __typename } query { a }"]
)
async def test_several_operations_require_an_operation_name(query: str) -> None:
    result = await CONTENT.run(GraphQLParams(query=query), None)
    assert result.is_request_error
    assert result.data is None


@pytest.mark.parametrize(
    ("query", "is_mutation"),
    [("mutation { forget }", True), ("{ greeting }", False), ("subscription { greeting }", False)],
)
async def test_a_rejected_mutation_is_marked(query: str, is_mutation: bool) -> None:
    assert (await run(query)).is_mutation == is_mutation


@pytest.mark.parametrize(
    "query", ["{", "{ nothing }", "", "{ articles(first: -1) { totalCount } }"]
)
async def test_client_errors_are_not_logged(query: str, caplog: pytest.LogCaptureFixture) -> None:
    context = Context(content=pin(MemoryRepository({})), documents=MarkdownCache(0))
    with caplog.at_level(logging.INFO):
        result = await CONTENT.run(GraphQLParams(query=query), context)
    assert result.errors
    assert caplog.records == []

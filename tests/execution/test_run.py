"""What becomes of an operation, shown on a schema that knows nothing of articles."""

import logging
from typing import Any

import pytest
import strawberry

from gql_content.execution import Executor, Operation, Outcome
from gql_content.rendering import MarkdownCache
from gql_content.repository import MemoryRepository, pin
from gql_content.schema import SCHEMA, Context


@strawberry.type
class Query:
    @strawberry.field
    def greeting(self, name: str = "you", times: int = 1) -> str:
        return " ".join([f"Good day, {name}"] * times)

    @strawberry.field
    def broken(self) -> str | None:
        raise ZeroDivisionError("/secret/path: division by zero")

    @strawberry.field
    def needed(self) -> str:
        raise LookupError("needed")


@strawberry.type
class Mutation:
    @strawberry.mutation
    def forget(self) -> bool:
        raise AssertionError("a mutation was run")


GREETINGS = Executor(strawberry.Schema(Query, Mutation))
CONTENT = Executor(SCHEMA)


async def outcome(query: str, **parts: Any) -> Outcome:
    return await GREETINGS.run(Operation(query=query, **parts), None)


async def test_data_comes_without_errors() -> None:
    assert await outcome("{ greeting }") == Outcome(data={"greeting": "Good day, you"})


async def test_variables_are_passed() -> None:
    query = "query ($name: String!, $times: Int) { greeting(name: $name, times: $times) }"
    found = await outcome(query, variables={"name": "Ada", "times": 2})
    assert found.data == {"greeting": "Good day, Ada Good day, Ada"}


async def test_the_operation_that_is_named_is_run() -> None:
    query = 'query A { greeting } query B { greeting(name: "B") }'
    found = await outcome(query, operation_name="B")
    assert found.data == {"greeting": "Good day, B"}


async def test_a_field_that_fails_leaves_the_others() -> None:
    found = await outcome("{ greeting broken }")
    assert found.data == {"greeting": "Good day, you", "broken": None}
    (error,) = found.errors
    assert error.path == ["broken"]
    assert isinstance(error.original_error, ZeroDivisionError)
    assert not found.is_request_error


async def test_a_needed_field_that_fails_leaves_no_data_and_is_no_request_error() -> None:
    found = await outcome("{ needed }")
    assert found.data is None
    assert not found.is_request_error


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
async def test_what_cannot_be_run_is_a_request_error(query: str, parts: dict[str, Any]) -> None:
    found = await outcome(query, **parts)
    assert found.is_request_error
    assert found.data is None
    assert found.errors
    assert all(error.path is None for error in found.errors)


@pytest.mark.parametrize(
    "query", ["query A { __typename } query B { __typename }", "query A { __typename } query { a }"]
)
async def test_one_of_several_operations_has_to_be_named(query: str) -> None:
    found = await CONTENT.run(Operation(query=query), None)
    assert found.is_request_error
    assert found.data is None


@pytest.mark.parametrize(
    ("query", "mutates"),
    [("mutation { forget }", True), ("{ greeting }", False), ("subscription { greeting }", False)],
)
async def test_a_mutation_is_known_for_one(query: str, mutates: bool) -> None:
    assert (await outcome(query)).is_mutation == mutates


@pytest.mark.parametrize(
    "query", ["{", "{ nothing }", "", "{ articles(first: -1) { totalCount } }"]
)
async def test_mistakes_of_clients_are_no_news_for_the_log(
    query: str, caplog: pytest.LogCaptureFixture
) -> None:
    context = Context(content=pin(MemoryRepository({})), documents=MarkdownCache(0))
    with caplog.at_level(logging.INFO):
        found = await CONTENT.run(Operation(query=query), context)
    assert found.errors
    assert caplog.records == []

"""An operation is read, checked, chosen and given its variables before anything of it is run."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationType
from strawberry.extensions import SchemaExtension

from gql_content.execution import Checks, DeadlinePassed, Executor, Operation, Outcome, Prepared


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


def executor(**checks: Any) -> Executor:
    return Executor(SCHEMA, Checks(**checks))


def prepared(query: str, **parts: Any) -> Prepared:
    found = executor().prepare(Operation(query=query, **parts))
    assert isinstance(found, Prepared)
    return found


def test_kind_and_name_are_known_before_anything_is_run() -> None:
    found = prepared("query A { twice } query B { slow }", operation_name="B")
    assert found.kind is OperationType.QUERY
    assert found.name == "B"
    assert prepared("{ twice }").name is None


def test_variables_are_coerced() -> None:
    query = """query ($number: Int = 3, $other: Int) {
      twice(number: $number)
      b: twice(number: $other)
    }"""
    assert prepared(query).variables.coerced == {"number": 3}
    found = prepared(query, variables={"number": None, "other": 4.0, "unknown": 1})
    assert found.variables.coerced == {"number": None, "other": 4}


async def test_a_text_of_too_many_tokens_is_not_parsed() -> None:
    found = await executor(tokens=5).run(Operation(query="{ twice twice twice twice }"), None)
    assert found.is_request_error
    assert found.errors[0].message == "There are 6 or more tokens; --max-tokens allows 5."


async def test_a_document_is_checked_once_and_an_operation_each_time() -> None:
    documents: list[DocumentNode] = []
    operations: list[Prepared] = []

    def of_document(_: GraphQLSchema, node: DocumentNode) -> Sequence[GraphQLError]:
        documents.append(node)
        return ()

    def of_operation(_: GraphQLSchema, one: Prepared) -> Sequence[GraphQLError]:
        operations.append(one)
        return ()

    checked = executor(of_document=of_document, of_operation=of_operation)
    query = "query ($n: Int!) { twice(number: $n) }"
    for number in range(3):
        found = await checked.run(Operation(query=query, variables={"n": number}), None)
        assert found == Outcome(data={"twice": number * 2})
    assert len(documents) == 1
    assert [one.variables.coerced for one in operations] == [{"n": 0}, {"n": 1}, {"n": 2}]


@pytest.mark.parametrize("seam", ["of_document", "of_operation"])
async def test_what_a_check_finds_refuses_the_operation(seam: str) -> None:
    error = GraphQLError("too much")
    checked = executor(**{seam: lambda *_: [error]})  # pyright: ignore[reportUnknownLambdaType] - of either
    for _ in range(2):
        found = await checked.run(Operation(query="{ twice }"), None)
        assert found == Outcome(data=None, errors=(error,), is_request_error=True)


async def test_an_operation_that_takes_too_long_is_stopped() -> None:
    found = await executor(seconds=0.05).run(Operation(query="{ slow twice }"), None)
    assert found.data is None
    assert isinstance(found.errors[0].original_error, DeadlinePassed)


async def test_extensions_of_the_schema_see_the_operation_being_run() -> None:
    seen: list[str] = []

    class Seeing(SchemaExtension):
        def on_execute(self) -> Any:
            seen.append("before")
            yield
            seen.append("after")

        def resolve(self, _next: Any, root: Any, info: Any, *args: Any, **kwargs: Any) -> Any:
            seen.append(info.field_name)
            return _next(root, info, *args, **kwargs)

    extended = Executor(strawberry.Schema(Query, extensions=[Seeing]))
    found = await extended.run(Operation(query="{ twice }"), None)
    assert found == Outcome(data={"twice": 2})
    assert seen == ["before", "twice", "after"]

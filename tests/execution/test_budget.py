"""An operation keeps to its budget of objects and of time, and leaves nothing behind."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import strawberry
from graphql import OperationType

from gql_content.engine import Executor, GraphQLParams, OperationResult, ValidationPolicy
from gql_content.pacing import Work, paced

TEXT = 5


def endless() -> Work[int]:
    while True:
        yield


@strawberry.type
class Item:
    number: int

    @strawberry.field
    def below(self, count: int) -> "list[Item]":
        return [Item(number=number) for number in range(count)]

    @strawberry.field
    async def later(self, count: int) -> "list[Item]":
        return [Item(number=number) for number in range(count)]

    @strawberry.field(metadata={"cost": TEXT})
    def text(self) -> str:
        return "text"

    @strawberry.field
    async def long(self) -> int:
        return await paced(endless())


@strawberry.type
class Query:
    @strawberry.field
    def items(self, count: int) -> list[Item]:
        return [Item(number=number) for number in range(count)]

    @strawberry.field
    async def item(self) -> Item:
        return Item(number=0)

    @strawberry.field
    async def long(self) -> int:
        return await paced(endless())


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def item(self) -> AsyncIterator[Item]:
        yield Item(number=0)


SCHEMA = strawberry.Schema(Query, subscription=Subscription)
BEYOND = {
    "a list": "{ items(count: 101) { number } }",
    "lists below a list": "{ items(count: 10) { below(count: 10) { number } } }",
    "lists that are waited for": "{ items(count: 10) { later(count: 10) { number } } }",
    "a list below one": "{ item { below(count: 101) { number } } }",
    "texts": "{ items(count: 20) { text } }",
}
WITHIN = {
    "a list": "{ items(count: 100) { number } }",
    "lists below a list": "{ items(count: 10) { below(count: 9) { number } } }",
    "lists that are waited for": "{ items(count: 10) { later(count: 9) { number } } }",
    "texts": "{ items(count: 16) { text } }",
}


def limited(objects: int, seconds: float = 30.0) -> Executor:
    return Executor(SCHEMA, ValidationPolicy(max_objects=objects, timeout_seconds=seconds))


@pytest.mark.parametrize("name", BEYOND)
async def test_what_comes_upon_too_many_objects_is_ended(name: str) -> None:
    outcome = await limited(100).run(GraphQLParams(query=BEYOND[name]), None)
    assert outcome.data is None
    (error,) = outcome.errors
    assert error.extensions is not None
    assert error.extensions["code"] == "LIMIT_COST"
    assert error.extensions["setting"] == "--max-cost"
    assert error.extensions["value"] > error.extensions["limit"] == 100
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize("name", WITHIN)
async def test_what_keeps_within_its_budget_is_answered(name: str) -> None:
    outcome = await limited(100).run(GraphQLParams(query=WITHIN[name]), None)
    assert not outcome.errors
    assert outcome.data


async def test_events_of_subscriptions_have_budgets_too() -> None:
    executor = limited(100)
    for query, is_beyond in (
        ("subscription { item { below(count: 101) { text } } }", True),
        ("subscription { item { below(count: 10) { later(count: 10) { number } } } }", True),
        ("subscription { item { below(count: 10) { text } } }", False),
    ):
        outcome = await event(executor, query)
        assert bool(outcome.errors) is is_beyond


async def event(executor: Executor, query: str) -> OperationResult:
    prepared = executor.prepare(GraphQLParams(query=query), tuple(OperationType))
    assert not isinstance(prepared, OperationResult)
    source = await executor.source(prepared, None)
    assert not isinstance(source, OperationResult)
    return await executor.execute(prepared, None, await anext(source))


@pytest.mark.parametrize(
    "query", ["{ long }", "{ items(count: 30) { long } }", "{ item { long number } long }"]
)
async def test_what_is_ended_by_its_deadline_leaves_nothing_running(query: str) -> None:
    executor = limited(1_000, seconds=0.1)
    prepared = executor.prepare(GraphQLParams(query=query))
    assert not isinstance(prepared, OperationResult)
    outcome = await executor.execute(prepared, None)
    (error,) = outcome.errors
    assert "--max-seconds" in error.message
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_takes_long_is_not_made_at_once_and_leaves_nothing_running() -> None:
    executor = limited(1_000)
    for query in ("{ long }", "{ items(count: 3) { long } }"):
        prepared = executor.prepare(GraphQLParams(query=query))
        assert not isinstance(prepared, OperationResult)
        assert executor.execute_at_once(prepared, None) is None
        assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_nothing_is_made_at_once_beyond_its_budget() -> None:
    executor = limited(100)
    prepared = executor.prepare(GraphQLParams(query=BEYOND["lists below a list"]))
    assert not isinstance(prepared, OperationResult)
    assert executor.execute_at_once(prepared, None) is None

"""Properties of compiled operations that comparing responses does not show."""

import asyncio
from contextvars import ContextVar
from functools import wraps
from typing import Any

import pytest
import strawberry
from graphql import OperationType, get_introspection_query
from strawberry.extensions import FieldExtension

from gql_content.engine import (
    DeadlineExceededError,
    Executor,
    GraphQLParams,
    OperationResult,
    PreparedOperation,
    ValidationPolicy,
)
from gql_content.engine.interpreter import interpret
from gql_content.schema import SCHEMA
from tests.execution.differential.everything import KITCHEN_SINK

NUMBER: ContextVar[int] = ContextVar("NUMBER", default=0)


def decorated(function: Any) -> Any:
    @wraps(function)
    def inner(*args: Any, **kwargs: Any) -> str:
        return f"{kwargs['info'].field_name}: {function(*args, **kwargs)}"

    return inner


class AddExclamationMark(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: strawberry.Info, **kwargs: Any) -> Any:
        return f"{next_(source, info, **kwargs)}!"


@strawberry.input
class WordsInput:
    words: list[str]


@strawberry.type
class Leaf:
    number: int

    @strawberry.field
    async def at_barrier(self, info: strawberry.Info) -> int:
        """Returns once all parties of the barrier in the context wait at the same time."""
        barrier: asyncio.Barrier = info.context
        await barrier.wait()
        return self.number

    @strawberry.field
    def append_number(self, words: WordsInput) -> list[str]:
        words.words.append(str(self.number))
        return words.words

    @strawberry.field
    def place(self, info: strawberry.Info) -> str:
        return f"{info.context} {info.path.as_list()}"

    @strawberry.field
    @decorated
    def decorated_path(self, info: strawberry.Info) -> str:
        return f"{info.context} {info.path.as_list()}"

    @strawberry.field
    def path_from_locals(self, info: strawberry.Info) -> str:
        return f"{info.context} {locals()['info'].path.as_list()}"

    @strawberry.field
    async def timed_out(self) -> str:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            return f"{self.number} gave up"
        return "was never reached"

    @strawberry.field
    async def context_variable(self) -> int:
        NUMBER.set(NUMBER.get() + self.number)
        await asyncio.sleep(0)
        return NUMBER.get()


@strawberry.type
class Query:
    @strawberry.field
    def leaf(self, number: int = 0) -> Leaf:
        return Leaf(number=number)

    @strawberry.field
    def leaves(self, count: int = 3) -> list[Leaf]:
        return [Leaf(number=number) for number in range(count)]

    @strawberry.field
    def endless_leaves(self) -> list[Leaf]:
        def made() -> Any:
            number = 0
            while True:
                number += 1
                yield Leaf(number=number)

        return made()

    @strawberry.field
    def unexpected_awaitable(self) -> str:
        async def later() -> str:
            return "later"

        return later()  # type: ignore[return-value]

    @strawberry.field(extensions=[AddExclamationMark()])
    def loud(self, word: str = "well") -> str:
        return word


@strawberry.type
class Mutation:
    @strawberry.mutation
    def add(self, number: int) -> int:
        return number + 1


PLAIN = strawberry.Schema(Query, Mutation)


async def run(query: str, context: object = None, **parts: Any) -> OperationResult:
    return await Executor(PLAIN).run(GraphQLParams(query=query, **parts), context)


async def test_asynchronous_fields_run_concurrently() -> None:
    barrier = asyncio.Barrier(3)
    query = "{ a: leaf(number: 1) { atBarrier } leaves(count: 2) { atBarrier } }"
    result = await asyncio.wait_for(run(query, barrier), 30)
    assert result.data == {"a": {"atBarrier": 1}, "leaves": [{"atBarrier": 0}, {"atBarrier": 1}]}


async def test_a_timeout_in_a_resolver_ends_only_that_resolver() -> None:
    result = await run("{ leaves { timedOut number } }")
    assert result.data == {
        "leaves": [{"timedOut": f"{number} gave up", "number": number} for number in range(3)]
    }


async def test_context_variables_of_a_resolver_are_isolated() -> None:
    result = await run("{ leaves { contextVariable } }")
    assert result.data == {
        "leaves": [{"contextVariable": 0}, {"contextVariable": 1}, {"contextVariable": 2}]
    }


async def test_cancelling_an_operation_cancels_its_resolvers() -> None:
    barrier = asyncio.Barrier(99)
    running = asyncio.create_task(run("{ leaves { atBarrier } }", barrier))
    while barrier.n_waiting < 3:  # noqa: ASYNC110 - a barrier has no event for arrivals
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert barrier.n_waiting == 0


@pytest.mark.parametrize("field", ["place", "pathFromLocals"])
async def test_each_call_has_its_own_path(field: str) -> None:
    result = await run(f"{{ leaves {{ result: {field} }} }}", "here")
    places = [f"here ['leaves', {number}, 'result']" for number in range(3)]
    assert result.data == {"leaves": [{"result": place} for place in places]}


async def test_a_decorator_gets_info_by_name_for_each_call() -> None:
    result = await run("{ leaves { result: decoratedPath } }", "here")
    places = [f"decoratedPath: here ['leaves', {number}, 'result']" for number in range(3)]
    assert result.data == {"leaves": [{"result": place} for place in places]}


async def test_each_call_has_its_own_arguments() -> None:
    result = await run('{ leaves { appendNumber(words: { words: ["a"] }) } }')
    assert result.data == {"leaves": [{"appendNumber": ["a", str(number)]} for number in range(3)]}


async def test_an_endless_list_is_stopped_at_the_time_limit() -> None:
    executor = Executor(PLAIN, ValidationPolicy(timeout_seconds=0.05))
    result = await executor.run(GraphQLParams(query="{ endlessLeaves { number } }"), None)
    assert isinstance(result.errors[0].original_error, DeadlineExceededError)


async def test_an_operation_with_an_unexpected_awaitable_is_run_by_graphql_core() -> None:
    executor = Executor(PLAIN)
    for _ in range(2):
        result = await executor.run(
            GraphQLParams(query="{ unexpectedAwaitable leaf { number } }"), None
        )
        assert result.data == {"unexpectedAwaitable": "later", "leaf": {"number": 0}}
        assert result.errors == ()


async def test_field_extensions_are_called() -> None:
    assert (await run('{ loud a: loud(word: "oh") }')).data == {"loud": "well!", "a": "oh!"}


@pytest.mark.parametrize("schema", [KITCHEN_SINK, SCHEMA])
async def test_introspection_is_compiled_too(schema: strawberry.Schema) -> None:
    executor = Executor(schema)
    query = get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)
    prepared = executor.prepare(GraphQLParams(query=query))
    assert isinstance(prepared, PreparedOperation)
    assert "__schema" in executor.explain(prepared)
    result = await executor.execute(prepared, None)
    assert result.errors == ()
    assert result.data == (await interpret(schema, prepared, None)).data


async def test_an_operation_deeper_than_the_block_limit_of_python_is_compiled() -> None:
    deep = "label"
    for _ in range(25):
        deep = f"things(count: 1) {{ {deep} }}"
    executor = Executor(KITCHEN_SINK)
    prepared = executor.prepare(GraphQLParams(query=f"{{ thing {{ {deep} }} }}"))
    assert isinstance(prepared, PreparedOperation)
    assert executor.explain(prepared).startswith("Query\n")
    result = await executor.execute(prepared, None)
    assert result.errors == ()
    assert result.data == (await interpret(KITCHEN_SINK, prepared, None)).data


async def test_variables_include_and_skip_fields() -> None:
    executor = Executor(PLAIN)
    query = """query ($with: Boolean!) {
      loud @include(if: $with)
      leaf { number @skip(if: $with) n: number }
    }"""
    for included in (True, False, True):
        params = GraphQLParams(query=query, variables={"with": included})
        result = await executor.run(params, None)
        assert result.data is not None
        assert ("loud" in result.data) is included
        assert ("number" in result.data["leaf"]) is not included


def explain(query: str) -> str:
    executor = Executor(PLAIN)
    prepared = executor.prepare(GraphQLParams(query=query), tuple(OperationType))
    assert isinstance(prepared, PreparedOperation)
    return executor.explain(prepared)


def test_a_plan_can_be_printed() -> None:
    assert explain("{ leaf(number: 1) { n: number atBarrier __typename } loud }") == "\n".join(
        (
            "Query",
            "  leaf: Leaf!  ← Query.leaf(self, …)",
            "    n: number: Int!  ← .number",
            "    atBarrier: Int!  ← await Leaf.at_barrier(self, info)",
            "    __typename: String!  ← 'Leaf'",
            "  loud: String!  ← as graphql-core resolves it",
        )
    )


def test_a_mutation_has_no_plan() -> None:
    assert explain("mutation { add(number: 1) }").startswith("graphql-core runs this operation")

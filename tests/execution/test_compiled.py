"""What compiled operations do that comparing answers does not show."""

import asyncio
from contextvars import ContextVar
from functools import wraps
from typing import Any

import pytest
import strawberry
from graphql import OperationType, get_introspection_query
from strawberry.extensions import FieldExtension

from gql_content.execution import Checks, DeadlinePassed, Executor, Operation, Outcome, Prepared
from gql_content.execution.interpreting import interpret
from gql_content.schema import SCHEMA
from tests.execution.differential.everything import EVERYTHING

NUMBER: ContextVar[int] = ContextVar("NUMBER", default=0)


def decorated(function: Any) -> Any:
    @wraps(function)
    def inner(*args: Any, **kwargs: Any) -> str:
        return f"{kwargs['info'].field_name}: {function(*args, **kwargs)}"

    return inner


class Loud(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: strawberry.Info, **kwargs: Any) -> Any:
        return f"{next_(source, info, **kwargs)}!"


@strawberry.input
class Words:
    words: list[str]


@strawberry.type
class Leaf:
    number: int

    @strawberry.field
    async def met(self, info: strawberry.Info) -> int:
        """Answers when as many ask at the same time as the context wants."""
        barrier: asyncio.Barrier = info.context
        await barrier.wait()
        return self.number

    @strawberry.field
    def taken(self, words: Words) -> list[str]:
        words.words.append(str(self.number))
        return words.words

    @strawberry.field
    def place(self, info: strawberry.Info) -> str:
        return f"{info.context} {info.path.as_list()}"

    @strawberry.field
    @decorated
    def place_in_a_decorator(self, info: strawberry.Info) -> str:
        return f"{info.context} {info.path.as_list()}"

    @strawberry.field
    def place_in_its_locals(self, info: strawberry.Info) -> str:
        return f"{info.context} {locals()['info'].path.as_list()}"

    @strawberry.field
    async def in_time(self) -> str:
        try:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()
        except TimeoutError:
            return f"{self.number} gave up"
        return "was never reached"

    @strawberry.field
    async def kept(self) -> int:
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
    def slow_leaves(self) -> list[Leaf]:
        def made() -> Any:
            number = 0
            while True:
                number += 1
                yield Leaf(number=number)

        return made()

    @strawberry.field
    def surprise(self) -> str:
        async def later() -> str:
            return "later"

        return later()  # type: ignore[return-value]

    @strawberry.field(extensions=[Loud()])
    def loud(self, word: str = "well") -> str:
        return word


@strawberry.type
class Mutation:
    @strawberry.mutation
    def add(self, number: int) -> int:
        return number + 1


PLAIN = strawberry.Schema(Query, Mutation)


async def outcome(query: str, context: object = None, **parts: Any) -> Outcome:
    return await Executor(PLAIN).run(Operation(query=query, **parts), context)


async def test_fields_that_wait_wait_at_the_same_time() -> None:
    barrier = asyncio.Barrier(3)
    query = "{ a: leaf(number: 1) { met } leaves(count: 2) { met } }"
    found = await asyncio.wait_for(outcome(query, barrier), 30)
    assert found.data == {"a": {"met": 1}, "leaves": [{"met": 0}, {"met": 1}]}


async def test_a_time_limit_in_a_resolver_ends_that_resolver_alone() -> None:
    found = await outcome("{ leaves { inTime number } }")
    assert found.data == {
        "leaves": [{"inTime": f"{one} gave up", "number": one} for one in range(3)]
    }


async def test_what_a_resolver_sets_in_its_context_is_its_own() -> None:
    found = await outcome("{ leaves { kept } }")
    assert found.data == {"leaves": [{"kept": 0}, {"kept": 1}, {"kept": 2}]}


async def test_an_operation_that_is_cancelled_leaves_nothing_running() -> None:
    barrier = asyncio.Barrier(99)
    running = asyncio.create_task(outcome("{ leaves { met } }", barrier))
    while barrier.n_waiting < 3:  # noqa: ASYNC110 - a barrier tells nobody who waits at it
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert barrier.n_waiting == 0


@pytest.mark.parametrize("field", ["place", "placeInItsLocals"])
async def test_each_call_knows_its_place_however_it_asks_for_it(field: str) -> None:
    found = await outcome(f"{{ leaves {{ found: {field} }} }}", "here")
    places = [f"here ['leaves', {one}, 'found']" for one in range(3)]
    assert found.data == {"leaves": [{"found": place} for place in places]}


async def test_a_decorator_gets_info_by_its_name_and_for_each_call() -> None:
    found = await outcome("{ leaves { found: placeInADecorator } }", "here")
    places = [f"placeInADecorator: here ['leaves', {one}, 'found']" for one in range(3)]
    assert found.data == {"leaves": [{"found": place} for place in places]}


async def test_each_call_has_arguments_of_its_own() -> None:
    found = await outcome('{ leaves { taken(words: { words: ["a"] }) } }')
    assert found.data == {"leaves": [{"taken": ["a", str(one)]} for one in range(3)]}


async def test_a_list_without_end_is_stopped_in_time() -> None:
    executor = Executor(PLAIN, Checks(seconds=0.05))
    found = await executor.run(Operation(query="{ slowLeaves { number } }"), None)
    assert isinstance(found.errors[0].original_error, DeadlinePassed)


async def test_what_nobody_could_foresee_is_run_by_graphql_core() -> None:
    executor = Executor(PLAIN)
    for _ in range(2):
        found = await executor.run(Operation(query="{ surprise leaf { number } }"), None)
        assert found.data == {"surprise": "later", "leaf": {"number": 0}}
        assert found.errors == ()


async def test_field_extensions_are_called() -> None:
    assert (await outcome('{ loud a: loud(word: "oh") }')).data == {"loud": "well!", "a": "oh!"}


@pytest.mark.parametrize("schema", [EVERYTHING, SCHEMA])
async def test_introspection_is_compiled_too(schema: strawberry.Schema) -> None:
    executor = Executor(schema)
    query = get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)
    prepared = executor.prepare(Operation(query=query))
    assert isinstance(prepared, Prepared)
    assert "__schema" in executor.explain(prepared)
    found = await executor.execute(prepared, None)
    assert found.errors == ()
    assert found.data == (await interpret(schema, prepared, None)).data


async def test_an_operation_deeper_than_python_nests_blocks_is_compiled() -> None:
    deep = "label"
    for _ in range(25):
        deep = f"things(count: 1) {{ {deep} }}"
    executor = Executor(EVERYTHING)
    prepared = executor.prepare(Operation(query=f"{{ thing {{ {deep} }} }}"))
    assert isinstance(prepared, Prepared)
    assert executor.explain(prepared).startswith("Query\n")
    found = await executor.execute(prepared, None)
    assert found.errors == ()
    assert found.data == (await interpret(EVERYTHING, prepared, None)).data


async def test_fields_come_and_go_with_the_variables() -> None:
    executor = Executor(PLAIN)
    query = """query ($with: Boolean!) {
      loud @include(if: $with)
      leaf { number @skip(if: $with) n: number }
    }"""
    for wanted in (True, False, True):
        asked = Operation(query=query, variables={"with": wanted})
        found = await executor.run(asked, None)
        assert found.data is not None
        assert ("loud" in found.data) is wanted
        assert ("number" in found.data["leaf"]) is not wanted


def explained(query: str) -> str:
    executor = Executor(PLAIN)
    prepared = executor.prepare(Operation(query=query), tuple(OperationType))
    assert isinstance(prepared, Prepared)
    return executor.explain(prepared)


def test_a_plan_can_be_read() -> None:
    assert explained("{ leaf(number: 1) { n: number met __typename } loud }") == "\n".join(
        (
            "Query",
            "  leaf: Leaf!  ← Query.leaf(self, …)",
            "    n: number: Int!  ← .number",
            "    met: Int!  ← await Leaf.met(self, info)",
            "    __typename: String!  ← 'Leaf'",
            "  loud: String!  ← as graphql-core resolves it",
        )
    )


def test_a_mutation_has_no_plan() -> None:
    assert explained("mutation { add(number: 1) }").startswith("graphql-core runs this operation")

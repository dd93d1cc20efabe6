"""The rules of the specification about lists, nulls, variables and directives, case by case."""

import asyncio
from enum import Enum
from typing import Any

import pytest
import strawberry

from gql_content.engine import Executor, GraphQLParams, OperationResult

BROKEN = ValueError("broken")


class Null(Enum):
    ALL = "the null propagated to the root"


ALL_NULL = Null.ALL


@strawberry.input(one_of=True)
class Key:
    name: str | None = strawberry.UNSET
    number: int | None = strawberry.UNSET


@strawberry.input
class Point:
    x: int
    y: int = 2
    names: list[str] | None = None


@strawberry.type
class Nest:
    """Fields that are null or fail, synchronously or not, nullable or not."""

    @strawberry.field
    def nest(self) -> "Nest | None":
        return Nest()

    @strawberry.field
    def sure(self) -> "Nest":
        return Nest()

    @strawberry.field
    async def later(self) -> "Nest | None":
        await asyncio.sleep(0)
        return Nest()

    @strawberry.field
    async def surely(self) -> "Nest":
        await asyncio.sleep(0)
        return Nest()

    @strawberry.field
    def null(self) -> int | None:
        return None

    @strawberry.field
    def bad_null(self) -> int:
        return None  # pyright: ignore[reportReturnType] - that is the case

    @strawberry.field
    def fails(self) -> int | None:
        raise BROKEN

    @strawberry.field
    def must(self) -> int:
        raise BROKEN

    @strawberry.field
    async def must_later(self) -> int:
        await asyncio.sleep(0)
        raise BROKEN

    @strawberry.field
    def n(self) -> int:
        return 1

    @strawberry.field
    def free(self, info: strawberry.Info) -> list[int | None] | None:
        return info.context

    @strawberry.field
    def items(self, info: strawberry.Info) -> list[int] | None:
        return info.context

    @strawberry.field
    def whole(self, info: strawberry.Info) -> list[int | None]:
        return info.context

    @strawberry.field
    def both(self, info: strawberry.Info) -> list[int]:
        return info.context

    @strawberry.field
    def key(self, by: Key) -> str:
        return f"{by.name!r} {by.number!r}".replace("UNSET", "-")

    @strawberry.field
    def point(self, at: Point | None = None, scale: float = 0.5) -> str:
        return "none" if at is None else f"{at.x} {at.y} {at.names} {scale}"


EXECUTOR = Executor(strawberry.Schema(Nest))


async def run(query: str, context: object = None, **variables: Any) -> OperationResult:
    return await EXECUTOR.run(GraphQLParams(query=query, variables=variables), context)


Expected = tuple[object, tuple[int, ...] | None]
NULL: tuple[Expected, ...] = ((None, ()), (None, ()), (ALL_NULL, ()), (ALL_NULL, ()))
# The resolved value; for each of the four list fields the data, and the index of the error.
LISTS: list[tuple[object, tuple[Expected, ...]]] = [
    ([1, 2], (([1, 2], None),) * 4),
    ((1, 2), (([1, 2], None),) * 4),
    ({1: "a"}.keys(), (([1], None),) * 4),
    ([], (([], None),) * 4),
    ([1, None], (([1, None], None), (None, (1,)), ([1, None], None), (ALL_NULL, (1,)))),
    (None, ((None, None), (None, None), (ALL_NULL, ()), (ALL_NULL, ()))),
    (BROKEN, NULL),
    ([1, BROKEN], (([1, None], (1,)), (None, (1,)), ([1, None], (1,)), (ALL_NULL, (1,)))),
    (["one", 2], (([None, 2], (0,)), (None, (0,)), ([None, 2], (0,)), (ALL_NULL, (0,)))),
    ("text", NULL),
    (7, NULL),
]


@pytest.mark.parametrize(("given", "expected"), LISTS, ids=[repr(given) for given, _ in LISTS])
@pytest.mark.parametrize(("index", "field"), [*enumerate(("free", "items", "whole", "both"))])
async def test_a_null_item_propagates_if_it_is_not_nullable(
    index: int, field: str, given: object, expected: tuple[Expected, ...]
) -> None:
    data, path = expected[index]
    result = await run(f"{{ {field} }}", given)
    assert result.data == (None if data is ALL_NULL else {field: data})
    assert [error.path for error in result.errors] == ([] if path is None else [[field, *path]])


@pytest.mark.parametrize(
    ("query", "data", "paths"),
    [
        ("{ null }", {"null": None}, []),
        ("{ fails }", {"fails": None}, ["fails"]),
        ("{ badNull }", None, ["badNull"]),
        ("{ n nest { must n } }", {"n": 1, "nest": None}, ["nest.must"]),
        ("{ n nest { sure { must } } }", {"n": 1, "nest": None}, ["nest.sure.must"]),
        ("{ sure { surely { must } } }", None, ["sure.surely.must"]),
        ("{ later { surely { mustLater } } }", {"later": None}, ["later.surely.mustLater"]),
        ("{ later { mustLater } n }", {"later": None, "n": 1}, ["later.mustLater"]),
        (
            "{ nest { fails nest { badNull } } later { fails } }",
            {"nest": {"fails": None, "nest": None}, "later": {"fails": None}},
            ["nest.fails", "nest.nest.badNull", "later.fails"],
        ),
        ("{ nest { must badNull fails } }", {"nest": None}, ["nest.must"]),
    ],
)
async def test_null_propagates_to_the_next_nullable_field(
    query: str, data: object, paths: list[str]
) -> None:
    result = await run(query)
    assert result.data == data
    assert [".".join(map(str, error.path or ())) for error in result.errors] == paths
    assert all(error.locations for error in result.errors)


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ("point", "none"),
        ("point(at: null)", "none"),
        ("point(at: { x: 1 })", "1 2 None 0.5"),
        ("point(at: { x: 1, y: 3, names: null }, scale: 2)", "1 3 None 2.0"),
        ('point(at: { x: 1, names: "a" })', "1 2 ['a'] 0.5"),
        ("point(at: { x: $x, y: $none }, scale: $none2)", "5 2 None 0.5"),
        ("point(at: { x: $x, names: [$name, $name] })", "5 2 ['n', 'n'] 0.5"),
        ("point(at: $at)", "7 8 ['z'] 0.5"),
        ("point(at: $missing)", "none"),
        ('key(by: { name: "a" })', "'a' -"),
        ("key(by: { number: $x })", "- 5"),
    ],
)
async def test_arguments_accept_literals_variables_and_defaults(given: str, answer: str) -> None:
    declared = {
        "$x": "Int! = 5",
        "$none": "Int!= 2",
        "$none2": "Float! = 0.5",
        "$name": 'String! = "n"',
        "$at": 'Point = { x: 7, y: 8, names: ["z"] }',
        "$missing": "Point",
    }
    used = [
        f"{name}: {type_}" for name, type_ in declared.items() if f"{name} " in split_tokens(given)
    ]
    head = f"query ({', '.join(used)})" if used else "query"
    result = await run(f"{head} {{ it: {given} }}")
    assert result == OperationResult(data={"it": answer})


def split_tokens(text: str) -> str:
    for mark in "()[]{},:":
        text = text.replace(mark, " ")
    return f"{text} "


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("{ n @skip(if: true) a: n }", "a"),
        ("{ n @include(if: false) a: n @include(if: true) }", "a"),
        ("{ n @skip(if: true) @include(if: true) a: n }", "a"),
        ("{ n @skip(if: false) @include(if: false) a: n }", "a"),
        ("{ ... @skip(if: true) { n } ... on Nest @include(if: true) { b: n } }", "b"),
        ("{ ...F @include(if: false) a: n } fragment F on Nest { n }", "a"),
        ("{ ...F @include(if: false) ...F } fragment F on Nest { c: n }", "c"),
        ("{ b: n ...F a: n } fragment F on Nest { a: n c: n b: n }", "b a c"),
    ],
)
async def test_directives_and_fragments_select_the_keys(query: str, keys: str) -> None:
    result = await run(query)
    assert result.errors == ()
    assert list(result.data or ()) == keys.split()


@pytest.mark.parametrize(
    "given",
    ["{}", '{ name: "a", number: 1 }', "{ name: null }", "{ name: $unset }", "{ nothing: 1 }"],
)
async def test_a_one_of_input_requires_exactly_one_value(given: str) -> None:
    head = "query ($unset: String)" if "$" in given else "query"
    result = await run(f"{head} {{ key(by: {given}) }}")
    assert result.data is None
    assert result.errors

"""Leaf values of almost the right type are completed as graphql-core completes them."""

import datetime as dt
from enum import StrEnum
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError

from gql_content.engine import Executor, GraphQLParams, PreparedOperation
from gql_content.engine.interpreter import interpret


class Mood(StrEnum):
    GLAD = "glad"


class StringSubclass(str):
    __slots__ = ()


@strawberry.type
class Query:
    @strawberry.field
    def date(self, info: strawberry.Info) -> dt.date | None:
        return info.context

    @strawberry.field
    def required_date(self, info: strawberry.Info) -> dt.date:
        return info.context

    @strawberry.field
    def moment(self, info: strawberry.Info) -> dt.datetime | None:
        return info.context

    @strawberry.field
    def words(self, info: strawberry.Info) -> list[str] | None:
        return info.context

    @strawberry.field
    def ids(self, info: strawberry.Info) -> list[strawberry.ID | None]:
        return info.context

    @strawberry.field
    def flags(self, info: strawberry.Info) -> list[bool | None] | None:
        return info.context


SCHEMA = strawberry.Schema(Query)
NOON = dt.datetime(2025, 2, 6, 12, tzinfo=dt.UTC)
LATER = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    "value",
    [
        None,
        dt.date(2025, 2, 6),
        NOON,
        NOON.astimezone(LATER),
        dt.time(12, tzinfo=LATER),
        "2025-02-06",
        20250206,
        ValueError("no date"),
        [],
        (),
        ("a", "b"),
        ["a", None, "c"],
        [Mood.GLAD, StringSubclass("b")],
        ["a", ValueError("no word"), 1],
        [True, False],
        [True, "no", 0],
        {"a": 1},
        dict.fromkeys("ab").keys(),
    ],
    ids=repr,
)
@pytest.mark.parametrize("field", ["date", "requiredDate", "moment", "words", "ids", "flags"])
async def test_leaves_are_completed_as_by_graphql_core(field: str, value: object) -> None:
    executor = Executor(SCHEMA)
    prepared = executor.prepare(GraphQLParams(query=f"{{ {field} }}"))
    assert isinstance(prepared, PreparedOperation)
    ours = await executor.execute(prepared, value)
    theirs = await interpret(SCHEMA, prepared, value)
    assert ours.data == theirs.data
    assert format_errors(ours.errors) == format_errors(theirs.errors)


def format_errors(errors: tuple[GraphQLError, ...]) -> list[dict[str, Any]]:
    return [dict(error.formatted) for error in errors]

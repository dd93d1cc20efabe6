"""Compiled operations have the same results as graphql-core's, for random documents."""

import asyncio
import gc
from collections.abc import Iterator
from warnings import catch_warnings

import pytest
import strawberry
from graphql import GraphQLSchema
from hypothesis import HealthCheck, Phase, given, settings

from gql_content.engine import Executor, GraphQLParams
from gql_content.schema import SCHEMA
from tests.execution.differential.comparing import UNLIMITED, run_both
from tests.execution.differential.content import CONTENT, TEXTS
from tests.execution.differential.documents import Case, cases
from tests.execution.differential.everything import KITCHEN_SINK

# graphql-core does not await coroutines that an error made obsolete.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.filterwarnings(
        "ignore:.*never awaited:RuntimeWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]

EXAMPLES = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # A seed cannot be shrunk.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
EXECUTORS = {id(schema): Executor(schema, UNLIMITED) for schema in (KITCHEN_SINK, SCHEMA)}


def core(schema: strawberry.Schema) -> GraphQLSchema:
    return schema._schema  # pyright: ignore[reportPrivateUsage] - it has no public name


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner
    with catch_warnings(action="ignore"):
        gc.collect()


async def compare(schema: strawberry.Schema, case: Case, context: object) -> None:
    for variables in case.variables:
        params = GraphQLParams(query=case.text, variables=variables)
        comparison = await run_both(EXECUTORS[id(schema)], schema, params, context)
        if comparison is not None:
            assert comparison.ours == comparison.theirs


@EXAMPLES
@given(case=cases(core(KITCHEN_SINK)))
def test_everything(loop: asyncio.Runner, case: Case) -> None:
    loop.run(compare(KITCHEN_SINK, case, "the context"))


@EXAMPLES
@given(case=cases(core(SCHEMA), TEXTS))
def test_content(loop: asyncio.Runner, case: Case) -> None:
    loop.run(compare(SCHEMA, case, CONTENT))

"""Operation caches are bounded; operations that are too large for them are still run."""

import gc
import tracemalloc

import pytest

from gql_content.engine import (
    Executor,
    GraphQLParams,
    OperationResult,
    document_cache,
    operation_compiler,
)
from tests.execution.differential.everything import KITCHEN_SINK

SHORT_SELECTION = "thing { __typename }"
LONG_SELECTION = " ".join(f"a{number}: {SHORT_SELECTION}" for number in range(40))
MAX_BYTES = 1_000_000
LARGE_BLOCK = 500_000  # bytes, more than any cache entry


@pytest.mark.parametrize(
    ("text", "count"), [(SHORT_SELECTION, 150), (LONG_SELECTION, 20)], ids=["short", "long"]
)
async def test_the_caches_are_bounded(
    text: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_cache, "MOST_BYTES", document_cache.MOST_BYTES // 100)
    monkeypatch.setattr(
        operation_compiler, "MAX_CACHED_BYTES", operation_compiler.MAX_CACHED_BYTES // 100
    )
    executor = Executor(KITCHEN_SINK)
    await executor.run(GraphQLParams(query=f"{{ {text} }}"), "the context")
    gc.collect()
    tracemalloc.start()
    try:
        for number in range(count):
            query = f"{{ {text} {' ' * number} }}"
            await executor.run(GraphQLParams(query=query), "the context")
        gc.collect()
        snapshot = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    # CPython's table of interned strings is one large block, which it copies now and then.
    allocated = sum(trace.size for trace in snapshot.traces if trace.size < LARGE_BLOCK)
    assert allocated < MAX_BYTES


@pytest.mark.parametrize(
    ("module", "constant"),
    [(document_cache, "MOST_BYTES"), (operation_compiler, "MAX_CACHED_BYTES")],
)
async def test_an_operation_that_is_too_large_to_be_cached_is_run(
    module: object, constant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, constant, 10)
    executor = Executor(KITCHEN_SINK)
    for _ in range(2):
        result = await executor.run(GraphQLParams(query=f"{{ {SHORT_SELECTION} }}"), "the context")
        assert (result.data, result.errors) == ({"thing": {"__typename": "Thing"}}, ())


@pytest.mark.parametrize("text", ["{", "{ nothing }"])
def test_cached_errors_hold_no_references(text: str) -> None:
    prepared = Executor(KITCHEN_SINK).prepare(GraphQLParams(query=text))
    assert isinstance(prepared, OperationResult)
    [error] = prepared.errors
    assert (error.__traceback__, error.__context__) == (None, None)

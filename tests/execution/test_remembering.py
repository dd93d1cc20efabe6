"""What is remembered of operations is bounded; what is too large for it is run all the same."""

import gc
import tracemalloc

import pytest

from gql_content.execution import Executor, Operation, Outcome, compiling, documents
from tests.execution.differential.everything import EVERYTHING

THING = "thing { __typename }"
LONG = " ".join(f"a{one}: {THING}" for one in range(40))
BYTES = 1_000_000
LARGE_BLOCK = 500_000  # bytes, more than anything that is remembered


@pytest.mark.parametrize(("text", "times"), [(THING, 150), (LONG, 20)], ids=["short", "long"])
async def test_what_is_remembered_takes_little(
    text: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_BYTES", documents.MOST_BYTES // 100)
    monkeypatch.setattr(compiling, "MOST_BYTES", compiling.MOST_BYTES // 100)
    executor = Executor(EVERYTHING)
    await executor.run(Operation(query=f"{{ {text} }}"), "the context")
    gc.collect()
    tracemalloc.start()
    try:
        for one in range(times):
            await executor.run(Operation(query=f"{{ {text} {' ' * one} }}"), "the context")
        gc.collect()
        found = tracemalloc.take_snapshot()
    finally:
        tracemalloc.stop()
    # Python's own table of names is one block, which is copied now and then, whoever adds to it.
    assert sum(one.size for one in found.traces if one.size < LARGE_BLOCK) < BYTES


@pytest.mark.parametrize("cache", [documents, compiling])
async def test_what_is_too_large_to_be_remembered_is_run(
    cache: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 10)
    executor = Executor(EVERYTHING)
    for _ in range(2):
        found = await executor.run(Operation(query=f"{{ {THING} }}"), "the context")
        assert (found.data, found.errors) == ({"thing": {"__typename": "Thing"}}, ())


@pytest.mark.parametrize("text", ["{", "{ nothing }"])
def test_errors_that_are_remembered_hold_on_to_nothing_else(text: str) -> None:
    prepared = Executor(EVERYTHING).prepare(Operation(query=text))
    assert isinstance(prepared, Outcome)
    [error] = prepared.errors
    assert (error.__traceback__, error.__context__) == (None, None)

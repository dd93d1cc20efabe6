import asyncio
from time import monotonic

from gql_content.sources.debouncer import MAX_IMMEDIATE_PATHS, MAX_WINDOW_FACTOR, Debouncer

SETTLE_SECONDS = 0.05


async def test_a_path_after_a_pause_does_not_wait() -> None:
    debouncer = Debouncer(SETTLE_SECONDS)
    debouncer.add(["a.md"])
    assert await debouncer.wait(timeout_seconds=0) == {"a.md"}
    assert not debouncer.is_burst
    assert debouncer.take() == {"a.md"}
    assert await debouncer.wait(timeout_seconds=0) == frozenset()


async def test_paths_that_follow_closely_are_a_burst() -> None:
    debouncer = Debouncer(settle_seconds=3600)
    debouncer.add(["a.md"])
    debouncer.take()
    debouncer.add(["b.md"])
    assert debouncer.is_burst


async def test_a_file_saved_again_does_not_wait() -> None:
    debouncer = Debouncer(settle_seconds=3600)
    debouncer.add(["a.md", "b.md"])
    debouncer.take()
    debouncer.add(["a.md"])
    assert not debouncer.is_burst
    debouncer.add(["c.md"])
    assert debouncer.is_burst


async def test_many_paths_are_a_burst() -> None:
    debouncer = Debouncer(SETTLE_SECONDS)
    debouncer.add(f"{number}.md" for number in range(MAX_IMMEDIATE_PATHS + 1))
    assert debouncer.is_burst


async def test_an_empty_batch_changes_nothing() -> None:
    debouncer = Debouncer(SETTLE_SECONDS)
    debouncer.add([])
    assert await debouncer.wait(timeout_seconds=0) == frozenset()


async def test_settling_is_bounded() -> None:
    debouncer = Debouncer(SETTLE_SECONDS)
    debouncer.add(["a.md"])

    async def keep_adding() -> None:
        while True:
            debouncer.add(["a.md"])
            await asyncio.sleep(SETTLE_SECONDS / 5)

    adding = asyncio.create_task(keep_adding())
    started = monotonic()
    async with asyncio.timeout(20):
        await debouncer.settle()
    assert monotonic() - started > SETTLE_SECONDS * (MAX_WINDOW_FACTOR - 1)
    adding.cancel()
    await asyncio.wait([adding])


async def test_wake_ends_a_wait() -> None:
    debouncer = Debouncer(SETTLE_SECONDS)
    waiting = asyncio.create_task(debouncer.wait(timeout_seconds=3600))
    await asyncio.sleep(0)
    debouncer.wake()
    async with asyncio.timeout(20):
        assert await waiting == frozenset()

import asyncio
from time import monotonic

from gql_content.watcher.arrivals import FEW, LONGEST, Arrivals

QUIET = 0.05


async def test_a_hint_after_a_silence_is_not_made_to_wait() -> None:
    arrivals = Arrivals(QUIET)
    arrivals.add(["a.md"])
    assert await arrivals.some(within=0) == {"a.md"}
    assert not arrivals.keep_coming
    assert arrivals.take() == {"a.md"}
    assert await arrivals.some(within=0) == frozenset()


async def test_hints_that_follow_close_upon_others_keep_coming() -> None:
    arrivals = Arrivals(quiet_seconds=3600)
    arrivals.add(["a.md"])
    arrivals.take()
    arrivals.add(["b.md"])
    assert arrivals.keep_coming


async def test_a_file_that_is_saved_again_is_not_made_to_wait() -> None:
    arrivals = Arrivals(quiet_seconds=3600)
    arrivals.add(["a.md", "b.md"])
    arrivals.take()
    arrivals.add(["a.md"])
    assert not arrivals.keep_coming
    arrivals.add(["c.md"])
    assert arrivals.keep_coming


async def test_many_hints_keep_coming() -> None:
    arrivals = Arrivals(QUIET)
    arrivals.add(f"{number}.md" for number in range(FEW + 1))
    assert arrivals.keep_coming


async def test_a_batch_without_hints_changes_nothing() -> None:
    arrivals = Arrivals(QUIET)
    arrivals.add([])
    assert await arrivals.some(within=0) == frozenset()


async def test_quiet_is_waited_for_but_not_for_ever() -> None:
    arrivals = Arrivals(QUIET)
    arrivals.add(["a.md"])

    async def go_on() -> None:
        while True:
            arrivals.add(["a.md"])
            await asyncio.sleep(QUIET / 5)

    busy = asyncio.create_task(go_on())
    began = monotonic()
    async with asyncio.timeout(20):
        await arrivals.quiet()
    assert monotonic() - began > QUIET * (LONGEST - 1)
    busy.cancel()
    await asyncio.wait([busy])


async def test_one_who_waits_for_hints_can_be_woken() -> None:
    arrivals = Arrivals(QUIET)
    waiting = asyncio.create_task(arrivals.some(within=3600))
    await asyncio.sleep(0)
    arrivals.wake()
    async with asyncio.timeout(20):
        assert await waiting == frozenset()

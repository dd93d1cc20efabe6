"""Long work is done in short steps, between which others have their turn."""

import asyncio

import pytest

from gql_content.pacing import (
    Budget,
    BudgetSpent,
    NotAtOnce,
    SharedWork,
    TimeLimitReached,
    Work,
    batches,
    finish,
    paced,
    turns_of,
)

STEPS = 50


def counting(done: list[int], steps: int = STEPS) -> Work[int]:
    for number in range(steps):
        done.append(number)
        yield
    return len(done)


def exhausted(budget: Budget) -> Budget:
    """A budget each slice of which has ended as soon as it begins."""
    budget.until = 0.0
    return budget


async def one_step_a_turn(name: str, said: list[str], budget: Budget) -> None:
    for _ in range(3):
        await budget.turn()
        said.append(name)


def test_work_may_be_done_at_once() -> None:
    assert finish(counting([])) == STEPS


def test_batches_hold_everything_in_its_order() -> None:
    items = list(range(1_000))
    assert [one for batch in batches(items, 7) for one in batch] == items
    assert max(map(len, batches(iter(items), 7))) == 7


async def test_work_gives_the_same_result_in_turns() -> None:
    with exhausted(Budget()):
        assert await paced(counting([])) == STEPS


async def test_others_have_their_turn_after_each_slice() -> None:
    budget, done, turns = exhausted(Budget()), list[int](), list[int]()

    def endless() -> Work[int]:
        while len(turns) < STEPS:
            done.append(1)
            budget.until = 0.0
            yield
        return len(done)

    async def other() -> None:
        while len(turns) < STEPS:
            turns.append(len(done))
            await asyncio.sleep(0)

    with budget:
        async with asyncio.timeout(30):  # for ever, if the other one had no turn
            await asyncio.gather(paced(endless()), other())
    assert turns == sorted(turns)
    assert len(set(turns)) > STEPS // 4


async def test_operations_take_turns_however_often_each_of_them_waits() -> None:
    said: list[str] = []
    greedy, modest = Budget(), Budget()
    await asyncio.gather(
        *(one_step_a_turn("greedy", said, greedy) for _ in range(5)),
        one_step_a_turn("modest", said, modest),
    )
    assert said.count("greedy") == 15
    assert said[:6] == ["greedy", "modest"] * 3


async def test_one_slice_is_given_in_each_turn_of_the_loop() -> None:
    said: list[str] = []
    tasks = [asyncio.create_task(one_step_a_turn("x", said, Budget())) for _ in range(10)]
    before = 0
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)
        assert len(said) - before <= 1
        before = len(said)


async def test_time_is_up_at_the_deadline() -> None:
    done: list[int] = []
    with exhausted(Budget(seconds=0.0)), pytest.raises(TimeLimitReached):
        await paced(counting(done))
    assert len(done) < STEPS
    assert turns_of(asyncio.get_running_loop()).are_over


async def test_what_is_to_be_done_at_once_ends_instead_of_waiting() -> None:
    done: list[int] = []
    with exhausted(Budget(at_once=True)), pytest.raises(NotAtOnce):
        await paced(counting(done))
    assert len(done) == 1


async def test_who_is_cancelled_while_waiting_holds_nobody_up() -> None:
    said: list[str] = []
    gone = asyncio.create_task(one_step_a_turn("gone", said, Budget()))
    await asyncio.sleep(0)
    gone.cancel()
    async with asyncio.timeout(30):
        await one_step_a_turn("here", said, Budget())
    assert said == ["here"] * 3


def test_a_budget_is_spent_beyond_its_last_object() -> None:
    budget = Budget(objects=10)
    budget.spend(10)
    with pytest.raises(BudgetSpent) as spent:
        budget.spend(3)
    assert spent.value.value == 13


def test_several_take_shared_work_further_and_none_begins_anew() -> None:
    done: list[int] = []
    shared = SharedWork(counting(done))
    first, second = shared.steps(), shared.steps()
    for _ in range(10):
        next(first)
        next(second)
    assert len(done) == 20
    first.close()
    assert finish(second) == finish(shared.steps()) == STEPS
    assert done == list(range(STEPS))


def test_whoever_comes_upon_an_error_of_shared_work_is_told_the_same() -> None:
    def failing() -> Work[int]:
        yield
        raise ValueError("no")

    shared = SharedWork(failing())
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            finish(shared.steps())

"""The supervisor over small processes of their own: they are many, and none serves anything."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from gql_content.server import Launch, Supervisor, supervisor
from tests.supervisor.behaving import Behaviour

SECONDS = 60


class Diary:
    """What the workers wrote when they began."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def entries(self) -> list[tuple[int, int, bool]]:
        """The place of each worker, its process, and whether it was the first there."""
        lines = self.path.read_text().splitlines() if self.path.exists() else []
        return [
            (int(number), int(pid), first == "1")
            for number, pid, first in (line.split() for line in lines)
        ]

    def pids(self, number: int) -> list[int]:
        """The processes that had one place after the other."""
        return [pid for at, pid, _ in self.entries() if at == number]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Returns once the diary says so."""
        async with asyncio.timeout(SECONDS):
            while not condition():  # noqa: ASYNC110 - other processes write it
                await asyncio.sleep(0.01)


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    return Diary(tmp_path / "diary")


def launch(diary: Diary, **behaviour: object) -> Launch:
    def order(number: int, is_first: bool) -> bytes:
        shape = {"diary": str(diary.path), "place": number, "is_first": is_first, **behaviour}
        return msgspec.json.encode(msgspec.convert(shape, Behaviour)) + b"\n"

    return Launch("tests.supervisor.behaving", order, ())


@asynccontextmanager
async def running(launch: Launch, count: int = 2) -> AsyncGenerator[asyncio.Task[int]]:
    """A supervisor whose workers all serve."""
    ready = asyncio.Event()
    task = asyncio.create_task(Supervisor(launch, count, ready.set).run())
    async with asyncio.timeout(SECONDS):
        await ready.wait()
        yield task
        if not task.done():
            os.kill(os.getpid(), signal.SIGTERM)
            assert await task == 0


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_first_worker_serves_before_the_others_begin(diary: Diary) -> None:
    async with running(launch(diary), 3):
        (leader, _, first), *followers = diary.entries()
        assert (leader, first) == (0, True)
        assert {number for number, *_ in followers} == {1, 2}
        assert all(is_alive(pid) for _, pid, _ in diary.entries())
    assert not any(is_alive(pid) for _, pid, _ in diary.entries())


@pytest.mark.parametrize("number", [0, 1])
async def test_a_worker_that_dies_is_replaced(diary: Diary, number: int) -> None:
    async with running(launch(diary)):
        for deaths in (1, 2):
            os.kill(diary.pids(number)[-1], signal.SIGKILL)
            await diary.until(lambda deaths=deaths: len(diary.pids(number)) == 1 + deaths)
        assert [first for at, _, first in diary.entries() if at == number] == [True, False, False]
        assert len(diary.pids(1 - number)) == 1


async def test_workers_are_renewed_one_after_the_other(diary: Diary) -> None:
    async with running(launch(diary)):
        for renewals in (1, 2):
            os.kill(os.getpid(), signal.SIGHUP)
            await diary.until(
                lambda renewals=renewals: (
                    {len(diary.pids(one)) for one in (0, 1)} == {1 + renewals}
                    and not any(is_alive(pid) for one in (0, 1) for pid in diary.pids(one)[:-1])
                )
            )
        places = [number for number, *_ in diary.entries()]
        assert places[2:] == [0, 1, 0, 1]


async def test_the_old_stay_where_the_new_do_not_come_to_serve(
    diary: Diary, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(launch(diary, serves_until=2)):
        old = [diary.pids(number)[0] for number in (0, 1)]
        os.kill(os.getpid(), signal.SIGHUP)
        await diary.until(lambda: "the old one stays" in caplog.text)
        assert all(is_alive(pid) for pid in old)
        assert len(diary.entries()) == 3


async def test_where_the_first_never_serves_it_is_a_failure(diary: Diary) -> None:
    async with asyncio.timeout(SECONDS):
        assert await Supervisor(launch(diary, serves_until=0), 2).run() != 0
    assert len(diary.entries()) == 1


async def test_who_does_not_stop_is_killed(
    diary: Diary, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.2)
    async with running(launch(diary, ignores=True)):
        pass
    assert "it is killed" in caplog.text
    assert not any(is_alive(pid) for _, pid, _ in diary.entries())


async def test_workers_that_die_young_are_replaced_more_and_more_slowly(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused: list[float] = []

    def noting(deaths: int) -> float:
        paused.append(pause_after(deaths))
        return 0.0

    pause_after = supervisor.pause_after
    monkeypatch.setattr(supervisor, "pause_after", noting)
    async with running(launch(diary, ends_at_once=True), 1):
        await diary.until(lambda: len(paused) >= 10)
    assert paused[0] == 0
    assert paused == sorted(paused)
    assert max(paused) == supervisor.LONGEST_PAUSE


@pytest.mark.parametrize("minds", [True, False])
def test_a_worker_ends_with_its_supervisor_even_one_that_hangs(minds: bool) -> None:
    handler = "signal.SIG_DFL" if minds else "signal.SIG_IGN"
    hanging = (
        "import signal; from threading import Thread; from gql_content.server import worker\n"
        f"worker.STOP_SECONDS = 0.2; signal.signal(signal.SIGTERM, {handler})\n"
        "Thread(target=worker.stop_with_supervisor, daemon=True).start()\n"
        "print('hangs', flush=True)\n"
        "while True: pass"
    )
    command = [sys.executable, "-c", hanging]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"hangs\n"
        process.stdin.close()
        ended = process.wait(SECONDS)
    assert -ended == (signal.SIGTERM if minds else signal.SIGALRM)


def test_a_worker_whose_supervisor_ends_before_it_says_anything_ends_quietly() -> None:
    command = [sys.executable, "-m", "gql_content.server.worker"]
    done = subprocess.run(command, input=b"", capture_output=True, timeout=SECONDS, check=False)
    assert done.stderr == b""

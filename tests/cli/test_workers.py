"""`gql-content serve --workers`: several processes that answer as one."""

import json
import os
import signal
import socket
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cli.program import Program, serving
from tests.folder import write

SECONDS = 60
TITLES: Mapping[str, str] = {"query": "{ content { revision } articles { nodes { title } } }"}


class Workers:
    """A service of two workers."""

    def __init__(self, program: Program, url: str, query: Mapping[str, str] = TITLES) -> None:
        self.program = program
        self.url = url
        self.query = query
        self.asked = 0

    def answer(self) -> tuple[int, httpx.Response]:
        """The process of whichever worker answers, and its answer."""
        answer = httpx.post(f"{self.url}graphql", json=self.query, timeout=SECONDS)
        assert answer.status_code == 200
        self.asked += 1
        line = json.loads(self.program.until(answer.headers["x-request-id"]))
        return line["pid"], answer

    def answers(self) -> dict[int, httpx.Response]:
        """The answers of both workers: while the one is held, it is for the other."""
        first, answer = self.answer()
        os.kill(first, signal.SIGSTOP)
        try:
            second, another = self.answer()
        finally:
            os.kill(first, signal.SIGCONT)
        assert first != second
        return {first: answer, second: another}

    def figure(self, name: str) -> float:
        """The sum of all samples of a name at /metrics."""
        text = httpx.get(f"{self.url}metrics", timeout=SECONDS).text
        families = text_string_to_metric_families(text)
        samples = [one for family in families for one in family.samples if one.name == name]
        return sum(one.value for one in samples if one.labels.get("route") in {None, "graphql"})


@contextmanager
def working(root: Path, *arguments: str | Path) -> Generator[Workers]:
    """Two workers over a folder; by then both serve."""
    with told_ready(root.parent / "notify") as (variables, ready):
        given = ("--port", "0", "--workers", "2", "--log-format", "json", *arguments)
        with serving(root, *given, variables=variables) as program:
            url = json.loads(program.until('"serving"'))["graphiql"]
            ready()
            yield Workers(program, url)
            program.stopped(signal.SIGTERM)


@contextmanager
def told_ready(path: Path) -> Generator[tuple[dict[str, str], Callable[[], None]]]:
    """What systemd does for a service of the type `notify`."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        listening.settimeout(SECONDS)

        def ready() -> None:
            assert listening.recv(100) == b"READY=1"

        yield {"NOTIFY_SOCKET": str(path)}, ready


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"a.md": {"title": "One"}})


def test_both_answer_as_one(root: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    os.utime(root / "a.md", (1_700_000_000, 1_700_000_000))
    with working(root, "--state", "--state-dir", state) as workers:
        (snapshot,) = state.glob("*.snapshot")
        written = snapshot.stat().st_mtime_ns
        first, second = workers.answers().values()
        assert first.json()["data"]["articles"]["nodes"] == [{"title": "One"}]
        check_same(first, second)
        assert snapshot.stat().st_mtime_ns == written  # The other took what the one had loaded.
        write(root, {"a.md": {"title": "Two"}})
        deadline = monotonic() + SECONDS
        while any("One" in answer.text for answer in workers.answers().values()):
            assert monotonic() < deadline
        check_same(*workers.answers().values())
        pids = set(workers.answers())
        code, said = workers.program.stopped(signal.SIGTERM)
    assert code == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert "Traceback" not in said
    assert '"level":"error"' not in said


def check_same(first: httpx.Response, second: httpx.Response) -> None:
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


def test_without_state_nothing_is_left_behind(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, state = tmp_path / "temporary", tmp_path / "state"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with working(root, "--no-state", "--state-dir", state) as workers:
        assert len(workers.answers()) == 2
        assert list(temporary.iterdir())
    assert not list(temporary.iterdir())
    assert not state.exists()


def test_a_worker_that_dies_is_replaced_and_its_counts_stay(root: Path) -> None:
    deadline = monotonic() + SECONDS
    with working(root) as workers:
        before = workers.answers()
        check_counted(workers)
        victim = next(iter(before))
        os.kill(victim, signal.SIGKILL)
        while (after := set(workers.answers())) == set(before):
            assert monotonic() < deadline
        assert victim not in after
        assert len(after) == 2
        check_counted(workers)


def check_counted(workers: Workers) -> None:
    """Each request to the endpoint is counted, in time, and once."""
    deadline = monotonic() + SECONDS
    while (counted := workers.figure("gql_content_requests_total")) < workers.asked:
        assert monotonic() < deadline
    assert counted == workers.asked


def test_all_end_with_the_supervisor_however_it_ends(root: Path) -> None:
    with working(root) as workers:
        pids = set(workers.answers())
        workers.program.process.kill()
        deadline = monotonic() + SECONDS
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            assert monotonic() < deadline


def test_what_a_killed_service_left_in_temporary_folders_is_removed_by_the_next(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with working(root, "--no-state") as workers:
        pids = set(workers.answers())
        workers.program.process.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    left = set(temporary.iterdir())
    assert left
    with serving(root, "--port", "0") as program:
        program.url()
        wait_until(lambda: not left.intersection(temporary.iterdir()))
        program.stopped(signal.SIGTERM)
    assert not list(temporary.iterdir())


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + SECONDS
    while not condition():
        assert monotonic() < deadline
        sleep(0.01)

"""`gql-content serve --workers`: several processes that serve as one."""

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

from tests.cli.program import Program, running_server
from tests.folder import write

TIMEOUT_SECONDS = 60
TITLES: Mapping[str, str] = {"query": "{ content { revision } articles { nodes { title } } }"}


class Workers:
    """A service of two workers."""

    def __init__(self, program: Program, url: str, query: Mapping[str, str] = TITLES) -> None:
        self.program = program
        self.url = url
        self.query = query
        self.request_count = 0

    def request(self) -> tuple[int, httpx.Response]:
        """The process id of the worker that responds, and its response."""
        response = httpx.post(f"{self.url}graphql", json=self.query, timeout=TIMEOUT_SECONDS)
        assert response.status_code == 200
        self.request_count += 1
        line = json.loads(self.program.read_until(response.headers["x-request-id"]))
        return line["pid"], response

    def request_all(self) -> dict[int, httpx.Response]:
        """The responses of both workers; one is suspended, so that the other one responds."""
        first, response = self.request()
        os.kill(first, signal.SIGSTOP)
        try:
            second, other = self.request()
        finally:
            os.kill(first, signal.SIGCONT)
        assert first != second
        return {first: response, second: other}

    def read_metric(self, name: str) -> float:
        """The sum of all samples of a metric."""
        text = httpx.get(f"{self.url}metrics", timeout=TIMEOUT_SECONDS).text
        families = text_string_to_metric_families(text)
        samples = [
            sample for family in families for sample in family.samples if sample.name == name
        ]
        return sum(
            sample.value for sample in samples if sample.labels.get("route") in {None, "graphql"}
        )


@contextmanager
def running_workers(root: Path, *arguments: str | Path) -> Generator[Workers]:
    """Two workers for a folder, both ready."""
    with notify_socket(root.parent / "notify") as (variables, wait_until_ready):
        options = ("--port", "0", "--workers", "2", "--log-format", "json", *arguments)
        with running_server(root, *options, variables=variables) as program:
            url = json.loads(program.read_until('"serving"'))["graphiql"]
            wait_until_ready()
            yield Workers(program, url)
            program.stop(signal.SIGTERM)


@contextmanager
def notify_socket(path: Path) -> Generator[tuple[dict[str, str], Callable[[], None]]]:
    """The notify socket of systemd, and a function that waits for readiness."""
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind(str(path))
        notify.settimeout(TIMEOUT_SECONDS)

        def wait_until_ready() -> None:
            assert notify.recv(100) == b"READY=1"

        yield {"NOTIFY_SOCKET": str(path)}, wait_until_ready


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"a.md": {"title": "One"}})


def test_both_workers_serve_the_same(root: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    os.utime(root / "a.md", (1_700_000_000, 1_700_000_000))
    with running_workers(root, "--state", "--state-dir", state) as workers:
        (snapshot,) = state.glob("*.snapshot")
        written = snapshot.stat().st_mtime_ns
        first, second = workers.request_all().values()
        assert first.json()["data"]["articles"]["nodes"] == [{"title": "One"}]
        check_same(first, second)
        assert snapshot.stat().st_mtime_ns == written  # The second worker has used the snapshot.
        write(root, {"a.md": {"title": "Two"}})
        deadline = monotonic() + TIMEOUT_SECONDS
        while any("One" in response.text for response in workers.request_all().values()):
            assert monotonic() < deadline
        check_same(*workers.request_all().values())
        pids = set(workers.request_all())
        code, output = workers.program.stop(signal.SIGTERM)
    assert code == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    assert "Traceback" not in output
    assert '"level":"error"' not in output


def check_same(first: httpx.Response, second: httpx.Response) -> None:
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


def test_without_state_no_files_remain(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary, state = tmp_path / "temporary", tmp_path / "state"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with running_workers(root, "--no-state", "--state-dir", state) as workers:
        assert len(workers.request_all()) == 2
        assert list(temporary.iterdir())
    assert not list(temporary.iterdir())
    assert not state.exists()


def test_a_dead_worker_is_replaced_and_its_metrics_remain(root: Path) -> None:
    deadline = monotonic() + TIMEOUT_SECONDS
    with running_workers(root) as workers:
        before = workers.request_all()
        check_counted(workers)
        victim = next(iter(before))
        os.kill(victim, signal.SIGKILL)
        while (after := set(workers.request_all())) == set(before):
            assert monotonic() < deadline
        assert victim not in after
        assert len(after) == 2
        check_counted(workers)


def check_counted(workers: Workers) -> None:
    """Waits until each request to the endpoint is counted, exactly once."""
    deadline = monotonic() + TIMEOUT_SECONDS
    while (count := workers.read_metric("gql_content_requests_total")) < workers.request_count:
        assert monotonic() < deadline
    assert count == workers.request_count


def test_workers_end_with_the_supervisor(root: Path) -> None:
    with running_workers(root) as workers:
        pids = set(workers.request_all())
        workers.program.process.kill()
        deadline = monotonic() + TIMEOUT_SECONDS
        while any(Path(f"/proc/{pid}").exists() for pid in pids):
            assert monotonic() < deadline


def test_what_a_killed_service_left_in_temporary_folders_is_removed_by_the_next(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with running_workers(root, "--no-state") as workers:
        pids = set(workers.request_all())
        workers.program.process.kill()
        wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
    left = set(temporary.iterdir())
    assert left
    with running_server(root, "--port", "0") as program:
        program.wait_for_url()
        wait_until(lambda: not left.intersection(temporary.iterdir()))
        program.stop(signal.SIGTERM)
    assert not list(temporary.iterdir())


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = monotonic() + TIMEOUT_SECONDS
    while not condition():
        assert monotonic() < deadline
        sleep(0.01)

"""Restarts under load, behind nginx and without it: nobody notices."""

import signal
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.cli.program import Program, running_server
from tests.deploy.activation import holding
from tests.deploy.load import loading
from tests.deploy.nginx import fronting
from tests.folder import write

pytestmark = pytest.mark.alone

ROUNDS = 10  # in each, both workers are renewed: twenty restarts
WORKERS = ("--port", "0", "--workers", "2", "--drain", "0.3", "--log-level", "warning")
SECONDS = 60


def workers(program: Program) -> set[str]:
    """The processes that serve."""
    pid = program.process.pid
    return set(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())


def renew(program: Program) -> None:
    """Has all workers renewed, and returns when the old ones have gone."""
    old, deadline = workers(program), monotonic() + SECONDS
    program.process.send_signal(signal.SIGHUP)
    while old & (now := workers(program)) or len(now) != 2:
        assert monotonic() < deadline
        sleep(0.05)


@pytest.mark.timeout(400)
def test_twenty_restarts_of_two_workers_fail_no_request(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"a.md": {"title": "A"}})
    with running_server(root, *WORKERS) as program:
        url = program.wait_for_url()
        with fronting(tmp_path, url) as front, loading(url, front) as clients:
            while len(workers(program)) < 2:
                sleep(0.05)
            for _ in range(ROUNDS):
                renew(program)
        code, said = program.stop(signal.SIGTERM)
    assert [failure for one in clients for failure in one.failures] == []
    assert all(one.answered > ROUNDS for one in clients)
    assert code == 0
    assert "Traceback" not in said


@pytest.mark.timeout(200)
@pytest.mark.parametrize("workers", ["1", "2"])
def test_with_a_socket_that_is_held_open_a_stop_and_a_start_fail_no_request(
    tmp_path: Path, workers: str
) -> None:
    root = write(tmp_path, {"a.md": {"title": "A"}})
    arguments = (root, "--workers", workers, "--drain", "0.3")
    with holding() as unit:
        running = unit.start(*arguments)
        try:
            with loading(unit.url) as clients:
                for _ in range(2):
                    assert unit.stop(running) == 0
                    running = unit.start(*arguments)
                answered = [one.answered for one in clients]
                while any(
                    one.answered <= before for one, before in zip(clients, answered, strict=True)
                ):
                    sleep(0.05)
        finally:
            assert unit.stop(running) == 0
    assert [failure for one in clients for failure in one.failures] == []

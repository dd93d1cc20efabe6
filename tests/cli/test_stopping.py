"""Graceful shutdown: requests in progress are finished."""

import json
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server, socket
from time import monotonic

import httpx
import pytest

from tests.cli.program import Program, running_server
from tests.folder import write

LONG_DRAIN = ("--port", "0", "--drain", "8")
QUERY = {"query": "{ content { articleCount } }"}


@contextmanager
def draining(root: Path) -> Generator[tuple[Program, httpx.Client]]:
    """A service that is shutting down, and a client that was already connected."""
    with (
        running_server(write(root, {"a.md": "A"}), *LONG_DRAIN) as program,
        httpx.Client(base_url=program.wait_for_url(), timeout=20) as client,
    ):
        assert client.get("/readyz").status_code == 200
        program.process.send_signal(signal.SIGTERM)
        while client.get("/readyz").status_code == 200:
            pass
        yield program, client


def test_readiness_fails_first_and_requests_are_still_served(tmp_path: Path) -> None:
    with draining(tmp_path) as (program, client):
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (503, "stopping")
        assert client.get("/healthz").status_code == 200
        assert client.post("/graphql", json=QUERY).json()["data"]["content"]["articleCount"] == 1
        program.process.send_signal(signal.SIGTERM)
        code, output = program.wait()
    assert code == 0
    assert "Traceback" not in output


def test_each_response_closes_its_connection(tmp_path: Path) -> None:
    with draining(tmp_path) as (_, client):
        for _ in range(3):
            assert client.post("/graphql", json=QUERY).headers["connection"] == "close"


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_a_second_signal_stops_without_draining(tmp_path: Path, signal_: signal.Signals) -> None:
    with draining(tmp_path) as (program, _):
        started = monotonic()
        code, _ = program.stop(signal_)
        assert code == 0
        assert monotonic() - started < 6


def test_the_service_exits_after_the_drain_time(tmp_path: Path) -> None:
    arguments = ("--port", "0", "--drain", "0.5")
    with running_server(write(tmp_path, {"a.md": "A"}), *arguments) as program:
        with httpx.Client(base_url=program.wait_for_url(), timeout=20) as idle:
            idle.get("/readyz")
            started = monotonic()
            code, output = program.stop(signal.SIGTERM)
        assert code == 0
        assert 0.5 <= monotonic() - started < 10
    assert "Traceback" not in output


def test_shutdown_takes_at_most_ten_seconds(tmp_path: Path) -> None:
    """Neither a client that reads no response, nor a purge url that sends none."""
    root = write(tmp_path, {"a.md": {"title": "A", "answer": "word " * 400_000}})
    query = json.dumps({"query": "{ articles { nodes { answer { source } } } }"}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: {len(query)}\r\n"
    with (
        create_server(("127.0.0.1", 0)) as silent,
        running_server(root, *purge_options(silent)) as program,
        create_connection(
            ("127.0.0.1", int(program.wait_for_url().rstrip("/").rpartition(":")[2]))
        ) as connection,
    ):
        connection.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + query)
        assert connection.recv(1) == b"H"
        accepted, _ = silent.accept()
        started = monotonic()
        with accepted:
            code, output = program.stop(signal.SIGTERM)
        assert monotonic() - started < 10.5
        assert code == 0
    assert "Traceback" not in output
    assert "the next start purges all" in output


def purge_options(receiver: socket) -> tuple[str, ...]:
    port = receiver.getsockname()[1]
    return ("--port", "0", "--drain", "0", "--purge-url", f"http://127.0.0.1:{port}/")

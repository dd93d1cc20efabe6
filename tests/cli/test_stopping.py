"""A service that is told to stop goes without hanging up on anybody."""

import json
import signal
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server, socket
from time import monotonic

import httpx
import pytest

from tests.cli.program import Program, serving
from tests.folder import write

LONG = ("--port", "0", "--drain", "8")
QUERY = {"query": "{ content { articleCount } }"}


@contextmanager
def draining(root: Path) -> Generator[tuple[Program, httpx.Client]]:
    """A service that has been told to stop and has begun to, and a client that knew it before."""
    with (
        serving(write(root, {"a.md": "A"}), *LONG) as program,
        httpx.Client(base_url=program.url(), timeout=20) as client,
    ):
        assert client.get("/readyz").status_code == 200
        program.process.send_signal(signal.SIGTERM)
        while client.get("/readyz").status_code == 200:
            pass
        yield program, client


def test_readiness_goes_first_and_requests_are_still_answered(tmp_path: Path) -> None:
    with draining(tmp_path) as (program, client):
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["status"]) == (503, "stopping")
        assert client.get("/healthz").status_code == 200
        assert client.post("/graphql", json=QUERY).json()["data"]["content"]["articleCount"] == 1
        program.process.send_signal(signal.SIGTERM)
        code, said = program.ended()
    assert code == 0
    assert "Traceback" not in said


def test_each_answer_closes_its_connection(tmp_path: Path) -> None:
    with draining(tmp_path) as (_, client):
        for _ in range(3):
            assert client.post("/graphql", json=QUERY).headers["connection"] == "close"


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_who_is_told_twice_does_not_wait(tmp_path: Path, by: signal.Signals) -> None:
    with draining(tmp_path) as (program, _):
        began = monotonic()
        code, _ = program.stopped(by)
        assert code == 0
        assert monotonic() - began < 6


def test_after_the_time_for_draining_it_ends_by_itself(tmp_path: Path) -> None:
    arguments = ("--port", "0", "--drain", "0.5")
    with serving(write(tmp_path, {"a.md": "A"}), *arguments) as program:
        with httpx.Client(base_url=program.url(), timeout=20) as idle:
            idle.get("/readyz")
            began = monotonic()
            code, said = program.stopped(signal.SIGTERM)
        assert code == 0
        assert 0.5 <= monotonic() - began < 10
    assert "Traceback" not in said


def test_nobody_keeps_it_for_longer_than_ten_seconds(tmp_path: Path) -> None:
    """Not a client that takes no answer, nor a purge url that gives none."""
    root = write(tmp_path, {"a.md": {"title": "A", "answer": "word " * 400_000}})
    query = json.dumps({"query": "{ articles { nodes { answer { source } } } }"}).encode()
    head = f"POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: {len(query)}\r\n"
    with (
        create_server(("127.0.0.1", 0)) as silent,
        serving(root, *purging_at(silent)) as program,
        create_connection(("127.0.0.1", int(program.url().rstrip("/").rpartition(":")[2]))) as it,
    ):
        it.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n" + query)
        assert it.recv(1) == b"H"
        accepted, _ = silent.accept()
        began = monotonic()
        with accepted:
            code, said = program.stopped(signal.SIGTERM)
        assert monotonic() - began < 10.5
        assert code == 0
    assert "Traceback" not in said
    assert "the next start purges all" in said


def purging_at(receiver: socket) -> tuple[str, ...]:
    port = receiver.getsockname()[1]
    return ("--port", "0", "--drain", "0", "--purge-url", f"http://127.0.0.1:{port}/")

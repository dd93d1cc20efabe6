"""The log of a running service, as a machine reads it."""

import json
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.cli.program import Program, serving
from tests.folder import write

JSON = ("--port", "0", "--log-format", "json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"a.md": {"title": "A"}})


def served(program: Program) -> str:
    return json.loads(program.until('"serving"'))["endpoint"]


def lines(program: Program) -> list[dict[str, Any]]:
    """All lines, after the service has been stopped."""
    _, said = program.stopped(signal.SIGTERM)
    return [json.loads(line) for line in said.splitlines()]


def test_every_line_is_json_from_the_first_to_the_last(root: Path) -> None:
    with serving(root, *JSON) as program:
        endpoint = served(program)
        httpx.get(f"{endpoint}?query={{__typename}}", timeout=20)
        first, *_ = found = lines(program)
    assert first["articles"] == 1
    assert first["endpoint"] == endpoint
    assert [one["event"] for one in found] == ["serving", "request"]
    assert all(one["time"].endswith("Z") and one["level"] == "info" for one in found)


def test_a_request_is_one_line_that_tells_what_became_of_it(root: Path) -> None:
    query = {"query": "query Titles { articles { nodes { title } } }", "operationName": "Titles"}
    with serving(root, *JSON) as program:
        endpoint = served(program)
        answer = httpx.post(endpoint, json=query, timeout=20)
        httpx.post(endpoint, content=b"[", timeout=20)
        _, good, bad = lines(program)
    assert good["id"] == answer.headers["x-request-id"]
    assert (good["method"], good["path"], good["status"]) == ("POST", "/graphql", 200)
    assert (good["operation"], good["kind"]) == ("Titles", "query")
    assert good["size"] == len(answer.content)
    assert 0 < good["duration"] < 20_000
    assert good["client"] == "127.0.0.1"
    assert {"cache", "cost", "pid"} <= good.keys()
    assert (bad["status"], bad["operation"], bad["kind"]) == (415, None, "none")


def test_a_request_behind_a_proxy_is_its_client_s_also_when_it_is_answered_at_once(
    root: Path,
) -> None:
    query = {"query": "{ articles { nodes { title } } }"}
    clients = [f"203.0.113.{number}" for number in range(5)]
    with serving(root, *JSON) as program:
        endpoint = served(program)
        for client in clients:
            headers = {"X-Forwarded-For": client, "X-Request-Id": f"to-{client}"}
            httpx.post(endpoint, json=query, headers=headers, timeout=20)
        _, *found = lines(program)
    assert [one["client"] for one in found] == clients
    assert [one["id"] for one in found] == [f"to-{client}" for client in clients]
    assert "hit" in {one["cache"] for one in found}


def test_neither_queries_nor_variables_are_logged(root: Path) -> None:
    asked = "correct-horse"
    body = {"query": f'{{ article(by: {{ url: "{asked}" }}) {{ title }} }}'}
    with serving(root, *JSON) as program:
        endpoint = served(program)
        httpx.post(endpoint, json=body, timeout=20)
        httpx.get(endpoint, params=body, timeout=20)
        _, said = program.stopped(signal.SIGTERM)
    assert said.count('"request"') == 2
    assert asked not in said


def test_what_a_client_says_cannot_act_on_a_terminal(root: Path) -> None:
    name = 'A"\n{"event":"forged"}\x1b[2J\u202e' + "x" * 1_000
    with serving(root, *JSON) as program:
        endpoint = served(program)
        httpx.post(endpoint, json={"query": "{ a }", "operationName": name}, timeout=20)
        httpx.get(f"{endpoint}%0A%1B%5B2J%C2%9B", timeout=20)
        _, said = program.stopped(signal.SIGTERM)
    assert len(said.splitlines()) == 3
    assert all(line.isprintable() for line in said.splitlines())
    assert len(max(said.splitlines(), key=len)) < 1_000


def test_for_people_each_line_is_plain(root: Path) -> None:
    with serving(root, "--port", "0", "--log-format", "console") as program:
        httpx.get(f"{program.url()}readyz", timeout=20)
        _, said = program.stopped(signal.SIGTERM)
    (line,) = (line for line in said.splitlines() if "path=/readyz" in line)
    assert "request" in line
    assert "status=200" in line


def test_a_level_leaves_requests_out(root: Path) -> None:
    with serving(root, "--port", "0", "--log-level", "warning") as program:
        httpx.get(f"{program.url()}readyz", timeout=20)
        _, said = program.stopped(signal.SIGTERM)
    assert "readyz" not in said


def test_a_log_that_nobody_reads_stops_no_answer(root: Path) -> None:
    with serving(root, *JSON) as program:
        endpoint = served(program)
        with httpx.Client(timeout=20) as client:
            for _ in range(500):  # of about 300 bytes each, where a pipe takes 65,536
                assert client.get(f"{endpoint}?query={{__typename}}").status_code == 200
        found = lines(program)
    assert len([one for one in found if one["event"] == "request"]) == 500


def test_each_operation_of_a_socket_is_a_line(root: Path) -> None:
    with serving(root, *JSON) as program:
        address = served(program).replace("http", "ws", 1)
        with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
            socket.send('{"type": "connection_init"}')
            query = {"query": "query Titles { articles { nodes { title } } }"}
            socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": query}))
            while '"complete"' not in socket.recv(20, decode=True):
                pass
        found = [one for one in lines(program) if one["event"] == "request"]
    operation, whole = found
    assert (operation["method"], whole["method"]) == ("SUBSCRIBE", "WEBSOCKET")
    assert (operation["operation"], operation["kind"]) == ("Titles", "query")
    assert (operation["status"], operation["client"]) == (200, "127.0.0.1")
    assert operation["cost"] > 0

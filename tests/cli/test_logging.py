"""The JSON log of a running service."""

import json
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.cli.program import Program, running_server
from tests.folder import write

JSON = ("--port", "0", "--log-format", "json")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"a.md": {"title": "A"}})


def wait_for_endpoint(program: Program) -> str:
    return json.loads(program.read_until('"serving"'))["endpoint"]


def stop_and_read_lines(program: Program) -> list[dict[str, Any]]:
    """Stops the service, and returns all lines."""
    _, output = program.stop(signal.SIGTERM)
    return [json.loads(line) for line in output.splitlines()]


def test_every_line_is_json_from_the_first_to_the_last(root: Path) -> None:
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        httpx.get(f"{endpoint}?query={{__typename}}", timeout=20)
        first, *_ = lines = stop_and_read_lines(program)
    assert first["articles"] == 1
    assert first["endpoint"] == endpoint
    assert [line["event"] for line in lines] == ["serving", "request"]
    assert all(line["time"].endswith("Z") and line["level"] == "info" for line in lines)


def test_a_request_is_one_line_with_its_result(root: Path) -> None:
    query = {"query": "query Titles { articles { nodes { title } } }", "operationName": "Titles"}
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        answer = httpx.post(endpoint, json=query, timeout=20)
        httpx.post(endpoint, content=b"[", timeout=20)
        _, good, bad = stop_and_read_lines(program)
    assert good["id"] == answer.headers["x-request-id"]
    assert (good["method"], good["path"], good["status"]) == ("POST", "/graphql", 200)
    assert (good["operation"], good["kind"]) == ("Titles", "query")
    assert good["size"] == len(answer.content)
    assert 0 < good["duration"] < 20_000
    assert good["client"] == "127.0.0.1"
    assert {"cache", "cost", "pid"} <= good.keys()
    assert (bad["status"], bad["operation"], bad["kind"]) == (415, None, "none")


def test_requests_behind_a_proxy_are_logged_with_their_client(
    root: Path,
) -> None:
    query = {"query": "{ articles { nodes { title } } }"}
    clients = [f"203.0.113.{number}" for number in range(5)]
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        for client in clients:
            headers = {"X-Forwarded-For": client, "X-Request-Id": f"to-{client}"}
            httpx.post(endpoint, json=query, headers=headers, timeout=20)
        _, *lines = stop_and_read_lines(program)
    assert [line["client"] for line in lines] == clients
    assert [line["id"] for line in lines] == [f"to-{client}" for client in clients]
    assert "hit" in {line["cache"] for line in lines}


def test_neither_queries_nor_variables_are_logged(root: Path) -> None:
    searched_url = "correct-horse"
    body = {"query": f'{{ article(by: {{ url: "{searched_url}" }}) {{ title }} }}'}
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        httpx.post(endpoint, json=body, timeout=20)
        httpx.get(endpoint, params=body, timeout=20)
        _, output = program.stop(signal.SIGTERM)
    assert output.count('"request"') == 2
    assert searched_url not in output


def test_values_of_clients_are_escaped(root: Path) -> None:
    name = 'A"\n{"event":"forged"}\x1b[2J\u202e' + "x" * 1_000
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        httpx.post(endpoint, json={"query": "{ a }", "operationName": name}, timeout=20)
        httpx.get(f"{endpoint}%0A%1B%5B2J%C2%9B", timeout=20)
        _, output = program.stop(signal.SIGTERM)
    assert len(output.splitlines()) == 3
    assert all(line.isprintable() for line in output.splitlines())
    assert len(max(output.splitlines(), key=len)) < 1_000


def test_in_console_format_each_line_is_plain(root: Path) -> None:
    with running_server(root, "--port", "0", "--log-format", "console") as program:
        httpx.get(f"{program.wait_for_url()}readyz", timeout=20)
        _, output = program.stop(signal.SIGTERM)
    (line,) = (line for line in output.splitlines() if "path=/readyz" in line)
    assert "request" in line
    assert "status=200" in line


def test_requests_are_not_logged_at_a_higher_level(root: Path) -> None:
    with running_server(root, "--port", "0", "--log-level", "warning") as program:
        httpx.get(f"{program.wait_for_url()}readyz", timeout=20)
        _, output = program.stop(signal.SIGTERM)
    assert "readyz" not in output


def test_a_log_without_a_reader_blocks_no_request(root: Path) -> None:
    with running_server(root, *JSON) as program:
        endpoint = wait_for_endpoint(program)
        with httpx.Client(timeout=20) as client:
            for _ in range(500):  # of about 300 bytes each; a pipe holds 65,536
                assert client.get(f"{endpoint}?query={{__typename}}").status_code == 200
        lines = stop_and_read_lines(program)
    assert len([line for line in lines if line["event"] == "request"]) == 500


def test_each_operation_of_a_web_socket_is_logged(root: Path) -> None:
    with running_server(root, *JSON) as program:
        address = wait_for_endpoint(program).replace("http", "ws", 1)
        with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
            socket.send('{"type": "connection_init"}')
            query = {"query": "query Titles { articles { nodes { title } } }"}
            socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": query}))
            while '"complete"' not in socket.recv(20, decode=True):
                pass
        lines = [line for line in stop_and_read_lines(program) if line["event"] == "request"]
    operation, whole = lines
    assert (operation["method"], whole["method"]) == ("SUBSCRIBE", "WEBSOCKET")
    assert (operation["operation"], operation["kind"]) == ("Titles", "query")
    assert (operation["status"], operation["client"]) == (200, "127.0.0.1")
    assert operation["cost"] > 0

"""`gql-content serve`, from start to stop."""

import os
import re
import signal
import socket
from pathlib import Path
from time import monotonic

import httpx
import pytest

from tests.cli.program import run_command, running_server
from tests.conftest import SAMPLE
from tests.folder import article, write

COUNT_QUERY = {"query": "{ content { articleCount problemCount } }"}


def request_counts(url: str) -> dict[str, int]:
    answer = httpx.post(f"{url}graphql", json=COUNT_QUERY, timeout=20).json()
    return answer["data"]["content"]


def test_start_up_prints_the_addresses_and_counts() -> None:
    with running_server(SAMPLE, "--port", "0") as program:
        url = program.wait_for_url()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        assert program.read_until("Endpoint").split() == ["Endpoint", f"{url}graphql"]
        line = program.read_until("Content")
        counts = request_counts(url)
        assert re.search(r"loaded in \d+\.\d\d s$", line.strip())
        assert f"{counts['articleCount']} articles, 10 subjects, 0 problems" in line
        page = httpx.get(url, timeout=20)
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_the_service_promptly_and_without_errors(signal_: signal.Signals) -> None:
    with running_server(SAMPLE, "--port", "0") as program:
        url = program.wait_for_url()
        with httpx.Client() as client:  # an idle keep-alive connection
            client.get(f"{url}healthz")
            started = monotonic()
            code, output = program.stop(signal_)
    assert code in {0, 128 + signal_, -signal_}
    assert "Traceback" not in output
    assert "Error" not in output
    assert monotonic() - started < 5


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_loading_stops_the_service_without_errors(
    signal_: signal.Signals, tmp_path: Path
) -> None:
    text = article({"title": "A", "answer": "word " * 200})
    write(tmp_path, {f"{number}.md": text for number in range(2_500)})
    with running_server(tmp_path, "--port", "0") as program:
        url = None
        while url is None:  # listening begins before loading
            port = find_listening_port(program.process.pid)
            url = f"http://127.0.0.1:{port}/" if port else None
        assert httpx.get(f"{url}healthz", timeout=20).status_code == 200
        code, output = program.stop(signal_)
    assert code in {0, 128 + signal_, -signal_}
    assert "Traceback" not in output


def find_listening_port(process: int) -> int | None:
    """The port on which a process listens, read from /proc."""
    folder = Path(f"/proc/{process}/fd")
    if not folder.is_dir():
        pytest.skip("this system has no /proc/<pid>/fd")
    names: set[str] = set()
    for entry in folder.iterdir():
        try:
            names.add(str(entry.readlink()))
        except OSError:
            continue
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        columns = line.split()
        if columns[3] == "0A" and f"socket:[{columns[9]}]" in names:
            return int(columns[1].partition(":")[2], 16)
    return None


def test_a_port_in_use_is_reported_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        process = run_command("serve", SAMPLE, "--port", str(port))
    assert process.returncode == 2
    (line,) = process.stderr.decode().splitlines()
    assert str(port) in line
    assert "--port" in line


def test_a_foreign_host_is_reported_in_one_line() -> None:
    process = run_command("serve", SAMPLE, "--host", "192.0.2.1", "--port", "0")
    assert process.returncode == 2
    (line,) = process.stderr.decode().splitlines()
    assert "192.0.2.1" in line


@pytest.mark.parametrize("command", [("serve",), ("query", "{ __typename }")])
def test_an_invalid_content_root_is_reported_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    write(tmp_path, {"file.md": "text"})
    for name in ("nothing", "file.md"):
        process = run_command(*command, tmp_path / name)
        assert process.returncode == 2
        (line,) = process.stderr.decode().splitlines()
        assert name in line
        assert "folder" in line


def test_an_empty_folder_is_served_with_a_hint(tmp_path: Path) -> None:
    with running_server(tmp_path, "--port", "0") as program:
        url = program.wait_for_url()
        assert "0 articles" in program.read_until("Content")
        assert ".md" in program.read_until("no articles")
        assert request_counts(url) == {"articleCount": 0, "problemCount": 0}


def test_a_large_folder_is_read_in_parallel(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": {"title": f"{number}"} for number in range(1_600)})
    with running_server(tmp_path, "--port", "0") as program:
        assert request_counts(program.wait_for_url()) == {"articleCount": 1_600, "problemCount": 0}
        assert "1,600 articles" in program.read_until("Content")
        assert "Traceback" not in "".join(program.output)


def test_the_second_start_uses_the_snapshot(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    write(content, {"a.md": {"title": "A"}})
    (content / "a.md").touch()
    os.utime(content / "a.md", (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        arguments = (content, "--port", "0", "--state", "--state-dir", state)
        with running_server(*arguments) as program:
            assert request_counts(program.wait_for_url())["articleCount"] == 1
            program.stop(signal.SIGTERM)
        assert ".snapshot" in {file.suffix for file in state.iterdir()}


def test_without_state_nothing_is_written(tmp_path: Path) -> None:
    content, state = write(tmp_path / "content", {"a.md": "A"}), tmp_path / "state"
    with running_server(content, "--port", "0", "--no-state", "--state-dir", state) as program:
        program.wait_for_url()
        program.stop(signal.SIGTERM)
    assert not state.exists()
    assert [file.name for file in content.iterdir()] == ["a.md"]


def test_it_serves_ipv6(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with running_server(tmp_path, "--host", "::1", "--port", "0") as program:
        url = program.wait_for_url()
        assert url.startswith("http://[::1]:")
        assert httpx.get(f"{url}healthz", timeout=20).status_code == 200

"""`gql-content serve`, from its first word to its last."""

import os
import re
import signal
import socket
from pathlib import Path
from time import monotonic

import httpx
import pytest

from tests.cli.program import run, serving
from tests.conftest import SAMPLE
from tests.folder import article, write

COUNT = {"query": "{ content { articleCount problemCount } }"}


def count(url: str) -> dict[str, int]:
    answer = httpx.post(f"{url}graphql", json=COUNT, timeout=20).json()
    return answer["data"]["content"]


def test_it_says_where_it_is_and_what_it_found() -> None:
    with serving(SAMPLE, "--port", "0") as program:
        url = program.url()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
        assert program.until("Endpoint").split() == ["Endpoint", f"{url}graphql"]
        told = program.until("Content")
        found = count(url)
        assert re.search(r"loaded in \d+\.\d\d s$", told.strip())
        assert f"{found['articleCount']} articles, 10 subjects, 0 problems" in told
        page = httpx.get(url, timeout=20)
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_at_once_and_without_complaint(by: signal.Signals) -> None:
    with serving(SAMPLE, "--port", "0") as program:
        url = program.url()
        with httpx.Client() as client:  # a browser's connection that stays open
            client.get(f"{url}healthz")
            began = monotonic()
            code, said = program.stopped(by)
    assert code in {0, 128 + by, -by}
    assert "Traceback" not in said
    assert "Error" not in said
    assert monotonic() - began < 5


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_loading_stops_it_without_complaint(
    by: signal.Signals, tmp_path: Path
) -> None:
    text = article({"title": "A", "answer": "word " * 200})
    write(tmp_path, {f"{number}.md": text for number in range(2_500)})
    with serving(tmp_path, "--port", "0") as program:
        url = None
        while url is None:  # listening begins before loading
            found = listening(program.process.pid)
            url = f"http://127.0.0.1:{found}/" if found else None
        assert httpx.get(f"{url}healthz", timeout=20).status_code == 200
        code, said = program.stopped(by)
    assert code in {0, 128 + by, -by}
    assert "Traceback" not in said


def listening(process: int) -> int | None:
    """The port on which a process listens, as the kernel knows it."""
    folder = Path(f"/proc/{process}/fd")
    if not folder.is_dir():
        pytest.skip("this machine tells nothing of the files a process has open")
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


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", SAMPLE, "--port", str(port))
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert str(port) in line
    assert "--port" in line


def test_a_host_that_is_not_ours_is_told_in_one_line() -> None:
    done = run("serve", SAMPLE, "--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "192.0.2.1" in line


@pytest.mark.parametrize("command", [("serve",), ("query", "{ __typename }")])
def test_a_content_root_that_is_none_is_told_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    write(tmp_path, {"file.md": "text"})
    for name in ("nothing", "file.md"):
        done = run(*command, tmp_path / name)
        assert done.returncode == 2
        (line,) = done.stderr.decode().splitlines()
        assert name in line
        assert "folder" in line


def test_an_empty_folder_is_served_and_said_to_be_empty(tmp_path: Path) -> None:
    with serving(tmp_path, "--port", "0") as program:
        url = program.url()
        assert "0 articles" in program.until("Content")
        assert ".md" in program.until("no articles")
        assert count(url) == {"articleCount": 0, "problemCount": 0}


def test_a_process_per_core_reads_a_large_folder(tmp_path: Path) -> None:
    write(tmp_path, {f"{number}.md": {"title": f"{number}"} for number in range(1_600)})
    with serving(tmp_path, "--port", "0") as program:
        assert count(program.url()) == {"articleCount": 1_600, "problemCount": 0}
        assert "1,600 articles" in program.until("Content")
        assert "Traceback" not in "".join(program.said)


def test_the_second_start_takes_what_the_first_saved(tmp_path: Path) -> None:
    content, state = tmp_path / "content", tmp_path / "state"
    write(content, {"a.md": {"title": "A"}})
    (content / "a.md").touch()
    os.utime(content / "a.md", (1_700_000_000, 1_700_000_000))
    for _ in range(2):
        arguments = (content, "--port", "0", "--state", "--state-dir", state)
        with serving(*arguments) as program:
            assert count(program.url())["articleCount"] == 1
            program.stopped(signal.SIGTERM)
        assert ".snapshot" in {file.suffix for file in state.iterdir()}


def test_without_state_nothing_is_written(tmp_path: Path) -> None:
    content, state = write(tmp_path / "content", {"a.md": "A"}), tmp_path / "state"
    with serving(content, "--port", "0", "--no-state", "--state-dir", state) as program:
        program.url()
        program.stopped(signal.SIGTERM)
    assert not state.exists()
    assert [file.name for file in content.iterdir()] == ["a.md"]


def test_it_serves_ipv6(tmp_path: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(tmp_path, "--host", "::1", "--port", "0") as program:
        url = program.url()
        assert url.startswith("http://[::1]:")
        assert httpx.get(f"{url}healthz", timeout=20).status_code == 200

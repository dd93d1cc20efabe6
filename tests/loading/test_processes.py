"""Processes that work for another end with it, though it is killed in the midst of their work."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.folder import write

SECONDS = 30
LEVELS = 26

SCANNING = """
from gql_content.sources import ScanAhead, Selection
process = ScanAhead(root, Selection())._process
print(process.pid, flush=True)
process.wait()
"""
PARSING = """
from gql_content.files.process_pool import Worker
from msgspec.msgpack import encode
worker = Worker(root, "gql_content.sources.file_loader")
print(worker._process.pid, flush=True)
worker.ask(encode(["long.md"] * 1_000_000))
"""
EXAMINING = """
from hashlib import sha256
from gql_content.rules.file_findings import FileTask
from gql_content.files.process_pool import Worker
from msgspec.msgpack import encode
worker = Worker(root, "gql_content.rules.file_findings")
print(worker._process.pid, flush=True)
data = (root / "long.md").read_bytes()
task = FileTask("long.md", sha256(data).digest(), len(data), examine=True)
worker.ask(encode([task] * 1_000_000))
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that it takes days to scan, or to read as often as is asked for."""
    write(tmp_path, {"long.md": "---\ntitle: Long\n---\n" + "Some *text*.\n" * 2_000})
    for level in range(LEVELS):
        (tmp_path / f"level{level}").mkdir()
        if level:
            for name in ("left", "right"):
                (tmp_path / f"level{level - 1}" / name).symlink_to(tmp_path / f"level{level}")
    return tmp_path


@pytest.mark.parametrize("code", [SCANNING, PARSING, EXAMINING])
def test_they_end_when_the_process_that_they_work_for_is_killed(root: Path, code: str) -> None:
    command = f"import sys; from pathlib import Path; root = Path(sys.argv[1])\n{code}"
    with subprocess.Popen(
        [sys.executable, "-c", command, str(root)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        wait_until_at_work(child)
        parent.send_signal(signal.SIGKILL)
        parent.wait(SECONDS)
    deadline = monotonic() + SECONDS
    try:
        while is_alive(child):
            assert monotonic() < deadline
            sleep(0.01)
    finally:
        if is_alive(child):
            os.kill(child, signal.SIGKILL)


def wait_until_at_work(pid: int) -> None:
    """Until it has had the processor for longer than its imports take."""
    deadline = monotonic() + SECONDS
    while seconds_of(pid) < 0.8:
        assert monotonic() < deadline
        sleep(0.01)


def seconds_of(pid: int) -> float:
    """The processor time of a process, in user mode."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


def is_alive(pid: int) -> bool:
    """A zombie, whose parent is gone and which nobody has waited for yet, has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False

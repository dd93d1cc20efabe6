"""JavaScript clients in a Node of their own, installed once for each state of their lock file."""

import os
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from tests.needs import missing

__all__ = ["HERE", "installed", "running"]

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"
STAMP = HERE / "node_modules" / ".made-for"
OPTIONS = ("--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1")
SECONDS = 300


def installed() -> str:
    """The path of a Node that finds the packages of package-lock.json beside this file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        missing("there is no Node.js with npm here")
    with FileLock(HERE / ".installing"):  # by tests that run at once
        install(npm)
    return node


def install(npm: str) -> None:
    """The packages of the lock file, where they are not there yet."""
    if STAMP.exists() and STAMP.read_bytes() == LOCK.read_bytes():
        return
    done = subprocess.run(
        [npm, "ci", *OPTIONS], cwd=HERE, capture_output=True, timeout=SECONDS, check=False
    )
    if done.returncode != 0:
        missing(f"npm cannot install the clients: {done.stderr.decode()[-500:]}")
    STAMP.write_bytes(LOCK.read_bytes())


@contextmanager
def running(script: str, *arguments: str) -> Generator[subprocess.Popen[str]]:
    """Runs a script of this folder, its standard output a pipe, until the block ends."""
    process = subprocess.Popen(
        [installed(), HERE / script, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_ENV": "production"},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()

"""Runs the command line as a subprocess."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["NO_VARIABLES", "Program", "run_command", "running_server"]

TIMEOUT_SECONDS = 60
NO_VARIABLES: Mapping[str, str] = {}
TEST_VARIABLES = {
    "COLUMNS": "200",
    "GQL_CONTENT_DRAIN": "0",
    "GQL_CONTENT_LOG_FORMAT": "console",
    "GQL_CONTENT_STATE": "0",
}


def make_environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment, with settings for tests only: no state, and no draining."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith("GQL_CONTENT_")
    }
    return {**inherited, **TEST_VARIABLES, **more}


def make_command(arguments: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "gql_content", *map(str, arguments)]


def run_command(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    variables: Mapping[str, str] = NO_VARIABLES,
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command, and waits for its end."""
    return subprocess.run(
        make_command(arguments),
        input=stdin,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        cwd=cwd,
        env=make_environment(variables),
        check=False,
    )


class Program:
    """A running `serve`, and its output so far."""

    def __init__(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self.process = process
        self.output: list[str] = []
        self._errors = errors

    def read_until(self, part: str) -> str:
        """Reads output until a line contains `part`, and returns that line."""
        for line in self._errors:
            self.output.append(line)
            if part in line:
                return line
        raise AssertionError(f"ended without {part!r} in its output: {''.join(self.output)}")

    def wait_for_url(self) -> str:
        """Waits until the service is ready, and returns the url of GraphiQL."""
        return self.read_until("GraphiQL").split()[-1]

    def stop(self, signal_: signal.Signals) -> tuple[int, str]:
        """Sends a signal; returns the exit code and all output."""
        self.process.send_signal(signal_)
        return self.wait()

    def wait(self) -> tuple[int, str]:
        """Waits for the end; returns the exit code and all output."""
        self.output += self._errors
        return self.process.wait(TIMEOUT_SECONDS), "".join(self.output)


@contextmanager
def running_server(
    *arguments: str | Path, variables: Mapping[str, str] = NO_VARIABLES
) -> Generator[Program]:
    """Runs `serve` while the block runs."""
    process = subprocess.Popen(
        make_command(["serve", *arguments]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=make_environment(variables),
        start_new_session=True,
    )
    assert process.stderr is not None
    with process, process.stderr as errors:
        try:
            yield Program(process, errors)
        finally:
            process.kill()

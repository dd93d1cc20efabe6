"""The command line as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["NONE", "Program", "run", "serving"]

SECONDS = 60
NONE: Mapping[str, str] = {}
TESTING = {
    "COLUMNS": "200",
    "GQL_CONTENT_DRAIN": "0",
    "GQL_CONTENT_LOG_FORMAT": "console",
    "GQL_CONTENT_STATE": "0",
}


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's, without settings but those that suit tests: no traces, and no waiting."""
    kept = {name: it for name, it in os.environ.items() if not name.startswith("GQL_CONTENT_")}
    return {**kept, **TESTING, **more}


def command(arguments: Sequence[str | Path]) -> list[str]:
    return [sys.executable, "-m", "gql_content", *map(str, arguments)]


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    cwd: Path | None = None,
    variables: Mapping[str, str] = NONE,
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command to its end."""
    return subprocess.run(
        command(arguments),
        input=stdin,
        capture_output=True,
        timeout=SECONDS,
        cwd=cwd,
        env=environment(variables),
        check=False,
    )


class Program:
    """A running `serve`, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self.process = process
        self.said: list[str] = []
        self._errors = errors

    def until(self, part: str) -> str:
        """Reads on until a line contains `part`, and returns that line."""
        for line in self._errors:
            self.said.append(line)
            if part in line:
                return line
        raise AssertionError(f"It ended without saying {part!r}, but: {''.join(self.said)}")

    def url(self) -> str:
        """Where GraphiQL is; from then on it serves."""
        return self.until("GraphiQL").split()[-1]

    def stopped(self, by: signal.Signals) -> tuple[int, str]:
        """The exit code after a signal, and all it said."""
        self.process.send_signal(by)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        """The exit code once it has ended, and all it said."""
        self.said += self._errors
        return self.process.wait(SECONDS), "".join(self.said)


@contextmanager
def serving(*arguments: str | Path, variables: Mapping[str, str] = NONE) -> Generator[Program]:
    """Runs `serve` until the block ends."""
    process = subprocess.Popen(
        command(["serve", *arguments]),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(variables),
        start_new_session=True,
    )
    assert process.stderr is not None
    with process, process.stderr as errors:
        try:
            yield Program(process, errors)
        finally:
            process.kill()

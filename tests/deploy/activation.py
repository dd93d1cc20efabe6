"""What systemd does for a service with a socket: holds it, hands it on, and hears of READY."""

import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.program import make_command, make_environment

__all__ = ["Unit", "holding"]

SECONDS = 60
# The pid is that of the service, since `exec` keeps it.
HAND_ON = """
import os, sys
os.dup2(int(os.environ["HELD"]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[1], sys.argv[1:])
"""


class Unit:
    """A service that is started and stopped while its socket stays open."""

    def __init__(self, held: socket.socket, notified: socket.socket) -> None:
        self.url = f"http://127.0.0.1:{held.getsockname()[1]}"
        self._held = held
        self._notified = notified

    def start(self, *arguments: str | Path) -> "subprocess.Popen[bytes]":
        """Returns when the service has said that it is ready."""
        process = subprocess.Popen(
            [sys.executable, "-c", HAND_ON, *make_command(["serve", *arguments])],
            pass_fds=(self._held.fileno(),),
            stderr=subprocess.DEVNULL,
            env=make_environment(
                {
                    "HELD": str(self._held.fileno()),
                    "NOTIFY_SOCKET": self._notified.getsockname(),
                }
            ),
        )
        assert self._notified.recv(100) == b"READY=1"
        return process

    @staticmethod
    def stop(process: "subprocess.Popen[bytes]") -> int:
        """The exit code."""
        process.send_signal(signal.SIGTERM)
        return process.wait(SECONDS)


@contextmanager
def holding() -> Generator[Unit]:
    """Holds a socket until the block ends, whoever serves at it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        socket.create_server(("127.0.0.1", 0), backlog=2048) as held,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified,
    ):
        notified.bind(f"{folder}/notify")
        notified.settimeout(SECONDS)
        yield Unit(held, notified)

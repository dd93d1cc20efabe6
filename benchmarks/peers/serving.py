"""A server as a process of its own: asked over HTTP, its use of the processor read from /proc."""

import http.client
import json
import os
import subprocess
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from time import monotonic, sleep
from typing import Any

__all__ = ["Server", "serving"]

SECONDS = 120
PAUSE = 0.05
RESTING = 0.02  # seconds of the processor within one
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A running server."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.name = name
        self.port = port
        self._process = process

    @property
    def url(self) -> str:
        """Its endpoint."""
        return f"http://127.0.0.1:{self.port}/graphql"

    def ask(self, body: str) -> bytes:
        """The body of its answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        try:
            connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
            return connection.getresponse().read()
        finally:
            connection.close()

    def data(self, body: str) -> Any:
        """The data of an answer."""
        return json.loads(self.ask(body))["data"]

    def cpu_seconds(self) -> float:
        """How long the processor has worked for it so far."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS

    def rest(self) -> None:
        """Waits until it does nothing any more, such as what it leaves for after its start."""
        began, before = monotonic(), -1.0
        while (now := self.cpu_seconds()) - before > RESTING and monotonic() - began < SECONDS:
            before = now
            sleep(1)

    def wait(self) -> None:
        """Until it answers."""
        began = monotonic()
        while monotonic() - began < SECONDS:
            try:
                if b'"data"' in self.ask('{"query": "{ articles(first: 1) { nodes { url } } }"}'):
                    return
            except (OSError, http.client.HTTPException):
                pass
            sleep(PAUSE)
            if self._process.poll() is not None:
                break
        raise RuntimeError(f"{self.name} gives no answer")


@contextmanager
def serving(
    name: str, command: Sequence[str], variables: Mapping[str, str] | None = None
) -> Generator[Server]:
    """Runs a server until the block ends; `{port}` in its command becomes a free one."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    filled = [part.replace("{port}", str(port)) for part in command]
    environment = {**os.environ, "NODE_ENV": "production", **(variables or {})}
    with subprocess.Popen(filled, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            server = Server(name, process, port)
            server.wait()
            yield server
        finally:
            process.kill()

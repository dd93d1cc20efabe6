"""The service as a process of its own, asked over HTTP, for benchmarks."""

import http.client
import json
import re
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from time import monotonic, sleep
from typing import Any

__all__ = ["Service", "running"]

SECONDS = 120
PAUSE = 0.02  # a client that asks without a pause takes the cores it is waiting for


class Service:
    """A running service: how long it took to its first answer, and what it uses."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, began: float) -> None:
        self._process = process
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        self.seconds_to_first_answer = self._first_answer(began) - began

    def another(self) -> "Service":
        """The same service, asked by another client."""
        return Service(self._process, self.port, monotonic())

    def ask(self, query: str, **variables: object) -> Any:
        """The data of a query."""
        body = json.dumps({"query": query, "variables": variables})
        headers = {"Content-Type": "application/json"}
        self._connection.request("POST", "/graphql", body, headers)
        return json.load(self._connection.getresponse())["data"]

    def memory(self) -> tuple[float, float]:
        """Megabytes resident now, and at the peak."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        found = {name: int(kb) for name, kb in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", status)}
        return found["VmRSS"] / 1024, found["VmHWM"] / 1024

    def _first_answer(self, began: float) -> float:
        while monotonic() - began < SECONDS:
            try:
                if self.ask("{ articles(first: 1) { nodes { title } } }") is not None:
                    return monotonic()
            except (OSError, http.client.HTTPException, KeyError):
                self._connection.close()
            sleep(PAUSE)
            if self._process.poll() is not None:
                break
        raise RuntimeError("the service gave no answer")


@contextmanager
def running(content: Path, *options: str) -> Generator[Service]:
    """Serves a folder until the block ends."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gql_content", "serve", str(content), "--port", str(port)]
    began = monotonic()
    with subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL) as process:
        try:
            yield Service(process, port, began)
        finally:
            process.send_signal(signal.SIGINT)

"""What a question costs the server: python -m benchmarks.http [REQUESTS]

In turn, within one run: a bare Starlette route that returns the same bytes, the answer out of the
cache, the word that the client has it already (304), and the answer made anew each time. The figure
is the CPU time of the server's process for each request, as Linux counts it; the load comes from
this process, over a few connections at once, and begins when the server has done all it does behind
a start.
"""

import json
import signal
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_connection, create_server, socket
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic, sleep

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from benchmarks.corpora import generated

ROUNDS = 15
CONNECTIONS = 16
RESTING = 0.01  # seconds of CPU within a second
SECONDS = 60
QUIET = ("--log-level", "warning", "--no-metrics")
QUERY = """{ articles(first: 20) { nodes {
  title url path date question author noIndex score
  seo { title pageDescription pageKeywords canonicalUrl } subject { name slug }
} } }"""
BODY = json.dumps({"query": QUERY}).encode()


class Server:
    """A process that answers at a port of this machine."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self._tasks = Path(f"/proc/{process.pid}/task")
        self._port = port

    def connection(self) -> socket:
        """Another connection: the servers hang up on one that rests."""
        return connected(self._port)

    def cpu(self) -> float:
        """The seconds that all its threads have run so far."""
        spent = (one / "schedstat" for one in self._tasks.iterdir())
        return sum(int(one.read_text(encoding="ascii").split()[0]) for one in spent) / 1e9


class Way(Struct, frozen=True):
    """One way to be asked, and what it may cost of the bare one."""

    name: str
    server: Server
    request: bytes
    bar: float | None = None

    def cost(self, requests: int) -> float:
        """Microseconds of CPU for each of so many requests."""
        with ExitStack() as open_ones:
            connections = [
                open_ones.enter_context(self.server.connection()) for _ in range(CONNECTIONS)
            ]
            self._ask_all(connections)
            before = self.server.cpu()
            for _ in range(requests // CONNECTIONS):
                self._ask_all(connections)
            return (self.server.cpu() - before) / (requests // CONNECTIONS * CONNECTIONS) * 1e6

    def _ask_all(self, connections: Sequence[socket]) -> None:
        for connection in connections:
            connection.sendall(self.request)
        for connection in connections:
            received(connection)


def asked(connection: socket, request: bytes) -> tuple[bytes, bytes]:
    """The head and the body of the response to a request."""
    connection.sendall(request)
    return received(connection)


def received(connection: socket) -> tuple[bytes, bytes]:
    """The head and the body of a response."""
    come = bytearray()
    while (end := come.find(b"\r\n\r\n")) < 0:
        come += some(connection)
    head, body = bytes(come[:end]), come[end + 4 :]
    while len(body) < length_in(head):
        body += some(connection)
    return head, bytes(body)


def some(connection: socket) -> bytes:
    come = connection.recv(1 << 16)
    if not come:
        raise ConnectionResetError("the server hung up")
    return come


def length_in(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def header_in(head: bytes, name: bytes) -> bytes:
    lines = (line for line in head.split(b"\r\n") if line.lower().startswith(name + b":"))
    return next(lines).partition(b":")[2].strip()


def request(headers: Mapping[str, str]) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    head = (
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: benchmark\r\n"
        "Accept: application/json\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(BODY)}\r\n{lines}\r\n"
    )
    return head.encode() + BODY


def connected(port: int) -> socket:
    deadline = monotonic() + SECONDS
    while True:
        try:
            return create_connection(("127.0.0.1", port), timeout=SECONDS)
        except ConnectionRefusedError:
            if monotonic() > deadline:
                raise
            sleep(0.05)


@contextmanager
def running(module: str, *arguments: str) -> Generator[Server]:
    """Runs a module that serves at the port which stands for PORT among its arguments."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    placed = [one.replace("PORT", str(port)) for one in arguments]
    with subprocess.Popen([sys.executable, "-m", module, *placed], stderr=subprocess.DEVNULL) as it:
        try:
            yield Server(it, port)
        finally:
            it.send_signal(signal.SIGINT)


def answered(server: Server) -> tuple[bytes, bytes]:
    """The head and the body of the first answer with data, once the content is loaded."""
    deadline = monotonic() + SECONDS
    with server.connection() as connection:
        while not (found := asked(connection, request({})))[0].startswith(b"HTTP/1.1 200"):
            if monotonic() > deadline:
                raise RuntimeError("the service gave no answer")
            sleep(0.05)
        return found


def settle(server: Server) -> None:
    """Waits until a server rests."""
    deadline, before = monotonic() + SECONDS, -1.0
    while (now := server.cpu()) - before > RESTING:
        if monotonic() > deadline:
            raise RuntimeError("the service does not come to rest")
        before = now
        sleep(1)


def measured(ways: Sequence[Way], requests: int) -> dict[str, list[float]]:
    costs: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(ROUNDS):
        for way in ways:
            costs[way.name].append(way.cost(requests))
    return costs


def main(requests: int) -> None:
    """Measures and prints the table."""
    content = str(generated(2_000))
    serve = ("serve", content, "--port", "PORT", "--no-state", "--watch", "off")
    with (
        TemporaryDirectory() as folder,
        running("gql_content", *serve) as logging,
        running("gql_content", *serve, *QUIET) as quiet,
        running("gql_content", *serve, *QUIET, "--response-cache", "0") as forgetful,
        running("gql_content", *serve, "--response-cache", "0") as forgetting,
    ):
        servers = (quiet, logging, forgetful, forgetting)
        (head, body), *_ = map(answered, servers)
        Path(folder, "body").write_bytes(body)
        known = request({"If-None-Match": header_in(head, b"etag").decode()})
        with (
            running("benchmarks.bare", "PORT", f"{folder}/body") as bare,
            running("benchmarks.bare", "PORT", f"{folder}/body", "uvicorn") as least,
        ):
            ways = (
                Way("bare Starlette, the same bytes", bare, request({})),
                Way("bare Uvicorn, the same bytes", least, request({})),
                Way("remembered", quiet, request({}), bar=0.7),
                Way("remembered, logged and counted", logging, request({})),
                Way("304", quiet, known, bar=0.6),
                Way("304, logged and counted", logging, known),
                Way("made anew", forgetful, request({}), bar=1.7),
                Way("made anew, logged and counted", forgetting, request({})),
            )
            for server in servers:
                settle(server)
            show(ways, measured(ways, requests), len(body))


def show(ways: Sequence[Way], costs: Mapping[str, Sequence[float]], size: int) -> None:
    table = Table(title=f"CPU of the server for each request, an answer of {size:,} bytes")
    for heading in ("", "µs", "of bare", "bar"):
        table.add_column(heading, justify="right" if heading else "left")
    bare = costs[ways[0].name]
    for way in ways:
        ratio = median(one / other for one, other in zip(costs[way.name], bare, strict=True))
        bar = "" if way.bar is None else f"{way.bar:.1f}"
        table.add_row(way.name, f"{median(costs[way.name]):.1f}", f"{ratio:.2f}", bar)
    Console().print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)

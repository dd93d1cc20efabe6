"""A bounded load on one server: wrk as fast as it goes, or a client at a fixed rate."""

import asyncio
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles
from tempfile import NamedTemporaryFile
from time import perf_counter
from urllib.parse import urlsplit

from msgspec import Struct

from benchmarks.peers.serving import Server

__all__ = ["Load", "latencies", "loaded"]

SCRIPT = Path(__file__).with_name("post.lua")
CONNECTIONS = 8


class Load(Struct, frozen=True):
    """What a server did under load."""

    per_second: float
    cpu_ms: float
    """of one processor, for one request"""


def loaded(server: Server, bodies: Sequence[str], seconds: float) -> Load:
    """Asks one body after the other for so long."""
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(bodies))
        file.flush()
        before = server.cpu_seconds()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(SCRIPT)]
        done = subprocess.run(
            [*command, server.url, "--", file.name], capture_output=True, text=True, check=True
        )
    return load_in(done.stdout, server.cpu_seconds() - before)


def load_in(said: str, cpu_seconds: float) -> Load:
    found = re.search(r"done (\d+) failed (\d+) microseconds (\d+)", said)
    if found is None or int(found[1]) == 0 or int(found[2]):
        raise RuntimeError(f"wrk did not get all answers: {said}")
    requests = int(found[1])
    return Load(requests / (int(found[3]) / 1e6), 1000 * cpu_seconds / requests)


def latencies(server: Server, body: str, rate: int, seconds: float) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds, at a fixed number of requests a second."""
    taken = asyncio.run(steady(server, body, rate, int(rate * seconds)))
    cuts = quantiles(taken, n=100)
    return 1000 * cuts[49], 1000 * cuts[98]


async def steady(server: Server, body: str, rate: int, count: int) -> list[float]:
    """Each is timed from the moment it was due, so that a server that stalls is not spared."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await Connection.to(server))
    request = request_of(server, body)
    began = perf_counter()

    async def one(number: int) -> float:
        due = began + number / rate
        await asyncio.sleep(max(0, due - perf_counter()))
        connection = await free.get()
        await connection.ask(request)
        free.put_nowait(connection)
        return perf_counter() - due

    return await asyncio.gather(*map(one, range(count)))


class Connection:
    """One connection, kept alive."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, server: Server) -> "Connection":
        """A connection to a server."""
        return cls(*await asyncio.open_connection("127.0.0.1", server.port))

    async def ask(self, request: bytes) -> None:
        """Sends, and reads the answer to its end."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        if length is None:
            raise RuntimeError("an answer without its length")
        await self._reader.readexactly(int(length[1]))


def request_of(server: Server, body: str) -> bytes:
    parts = urlsplit(server.url)
    head = (
        f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body.encode())}\r\n\r\n"
    )
    return head.encode() + body.encode()

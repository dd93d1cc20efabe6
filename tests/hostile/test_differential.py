"""The same bytes to a service with the way past the app, and to one without: the same answers."""

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from msgspec import Struct

from tests.cli.program import running_server as running
from tests.conftest import SAMPLE
from tests.hostile.differential import drawn, get, valid_requests
from tests.served import Served, serving

CONNECTIONS = 3_000
TOGETHER = 16
PAUSE = 0.002  # between two parts, now and then enough for them to come apart
SECONDS = 30
OWN = re.compile(rb"(?im)^(date|x-request-id): [^\r]*\r\n")
LAST = get("/robots.txt", "X-Last: 1")
"""Shows by its answer that a connection has stayed open so long."""


class Answers(Struct, frozen=True):
    """All that has come over a connection, without what each answer has of its own."""

    come: bytes
    has_ended: bool


class Services(Struct, frozen=True):
    """One with the way past the app, and one, at another address, without it."""

    short: Served
    long: str

    @property
    def urls(self) -> tuple[str, str]:
        """Where both are."""
        return self.short.url, self.long


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    options = ("--port", "0", "--log-level", "warning", "--rate-limit", "1000000", "--no-checks")
    with serving(SAMPLE) as short, running(SAMPLE, *options) as long:
        yield Services(short, long.wait_for_url().rstrip("/"))


async def answers(url: str, parts: list[bytes]) -> Answers:
    """What comes back. The socket is a plain one, which reads on where it can write no more."""
    loop, come = asyncio.get_running_loop(), b""
    with socket.socket() as connection:
        connection.setblocking(False)
        await loop.sock_connect(connection, ("127.0.0.1", int(url.rpartition(":")[2])))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with suppress(OSError):
            for number, part in enumerate(parts):
                if number:
                    await asyncio.sleep(PAUSE)
                await loop.sock_sendall(connection, part)
            connection.shutdown(socket.SHUT_WR)
        try:
            async with asyncio.timeout(SECONDS):
                while part := await loop.sock_recv(connection, 1 << 16):
                    come += part
        except ConnectionError:
            pass
        except TimeoutError:
            return Answers(OWN.sub(b"", come), has_ended=False)
    return Answers(OWN.sub(b"", come), has_ended=True)


async def test_with_and_without_the_way_past_the_app_answers_are_the_same(
    services: Services,
) -> None:
    for _ in range(3):
        for request in valid_requests():
            for url in services.urls:
                await answers(url, [request])
    before = services.short.app.requests
    turns = asyncio.Semaphore(TOGETHER)
    different: list[tuple[int, Answers, Answers]] = []
    came = 0

    async def compare(seed: int) -> None:
        nonlocal came
        parts = [*drawn(seed).parts, LAST]
        async with turns:
            past, through = [await answers(url, parts) for url in services.urls]
        came += past.come.count(b"HTTP/1.1 ")
        if past != through or not past.has_ended:
            different.append((seed, past, through))

    await asyncio.gather(*(compare(seed) for seed in range(CONNECTIONS)))
    assert different == []
    assert services.short.app.requests - before < came * 0.8  # else nothing has been compared

"""Web sockets and event streams that are held open, idle and busy, and what becomes of them."""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from socket import create_connection, socket
from time import monotonic
from typing import Any

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.folder import save

__all__ = ["Held", "hold"]

FILE = "held.md"
PROTOCOL = Subprotocol("graphql-transport-ws")
SECONDS = 30  # for whatever has to come at once
CHANGED = "subscription { contentChanged { revision articles { title } } }"
NEVER = 'subscription { contentChanged(filter: { title: { eq: "never" } }) { revision } }'


class Held(Struct):
    """What has become of a connection."""

    front: str
    kind: str
    heard: int = 0
    fault: str = ""


class Changing:
    """A folder in which a file is saved now and then."""

    def __init__(self, root: Path, pause: float, seconds: float) -> None:
        self.ends = monotonic() + seconds
        self.last = ""
        self._root = root
        self._pause = pause

    @property
    def left(self) -> float:
        """Seconds for which connections are still to be held."""
        return self.ends - monotonic()

    async def run(self) -> None:
        """Saves until the end, and once more then."""
        for number in count():
            title = f"Number {number}"
            is_last = self.left <= 0
            save(self._root, FILE, {"title": title})
            if is_last:
                self.last = title
                return
            await asyncio.sleep(max(0.1, min(self._pause, self.left)))


async def hold(
    fronts: Mapping[str, str], root: Path, seconds: float, *, each: int = 1, pause: float = 4.0
) -> list[Held]:
    """Holds connections of each kind to each front, all at once, for so many seconds. The services
    behind the fronts serve the folder `root`.
    """
    changing = Changing(root, pause, seconds)
    holding = [
        held(Held(front, kind), work(url, changing))
        for front, url in fronts.items()
        for kind, work in KINDS.items()
        for _ in range(each)
    ]
    saving = asyncio.create_task(changing.run())
    found = await asyncio.gather(*holding)
    await saving
    return found


async def held(found: Held, work: Awaitable[int]) -> Held:
    try:
        found.heard = await work
    except Exception as error:  # noqa: BLE001 - whatever ends a connection is what is looked for
        found.fault = f"{type(error).__name__}: {error}"
    return found


# Web sockets


@asynccontextmanager
async def speaking(url: str, raw: socket | None = None) -> AsyncGenerator[ClientConnection]:
    address = url.replace("http://", "ws://").rstrip("/") + "/graphql"
    async with connect(
        address,
        subprotocols=[PROTOCOL],
        sock=raw,
        proxy=None,
        ping_interval=None,
        open_timeout=SECONDS,
    ) as socket:
        await say(socket, type="connection_init")
        assert (await hear(socket))["type"] == "connection_ack"
        yield socket


async def say(socket: ClientConnection, **message: object) -> None:
    await socket.send(json.dumps(message))


async def hear(socket: ClientConnection, within: float = SECONDS) -> Any:
    async with asyncio.timeout(within):
        return json.loads(await socket.recv())


async def lives(socket: ClientConnection) -> None:
    """Raises unless a question is still answered."""
    await say(socket, type="subscribe", id="last", payload={"query": "{ __typename }"})
    while (message := await hear(socket)).get("id") != "last":
        pass
    assert message["payload"]["data"] == {"__typename": "Query"}


async def idle_socket(url: str, changing: Changing) -> int:
    async with speaking(url) as socket:
        await asyncio.sleep(changing.left)
        await lives(socket)
    return 0


async def later_socket(url: str, changing: Changing) -> int:
    """One that is opened over a connection that has asked other things before."""
    host, _, port = url.removeprefix("http://").rstrip("/").rpartition(":")
    raw = create_connection((host, int(port)), timeout=SECONDS)
    client = HTTPConnection(host)
    client.sock = raw
    for _ in range(3):
        client.request("GET", "/graphql?query={__typename}")
        assert client.getresponse().read()
    async with speaking(url, raw) as socket:
        await asyncio.sleep(changing.left)
        await lives(socket)
    return 3


async def quiet_socket(url: str, changing: Changing) -> int:
    """One that waits for an event that never comes."""
    async with speaking(url) as socket:
        await say(socket, type="subscribe", id="1", payload={"query": NEVER})
        await asyncio.sleep(changing.left)
        await lives(socket)
    return 0


async def pinged_socket(url: str, changing: Changing) -> int:
    heard = 0
    async with speaking(url) as socket:
        while changing.left > 0:
            await say(socket, type="ping")
            assert (await hear(socket)) == {"type": "pong"}
            await (await socket.ping())
            heard += 1
            await asyncio.sleep(min(2.0, max(0, changing.left)))
        await lives(socket)
    return heard


async def busy_socket(url: str, changing: Changing) -> int:
    heard, titles = 0, ""
    async with speaking(url) as socket:
        await say(socket, type="subscribe", id="1", payload={"query": CHANGED})
        while not changing.last or changing.last not in titles:
            message = await hear(socket, within=max(0, changing.left) + SECONDS)
            titles = json.dumps(message["payload"]["data"])
            heard += 1
    return heard


# Event streams


class Stream:
    """The answer to a subscription, as it comes."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self.come = b""
        self._reader = reader

    async def more(self, within: float) -> None:
        """Reads on; raises where nothing comes, or the end."""
        async with asyncio.timeout(within):
            part = await self._reader.read(1 << 16)
        assert part, "the stream has ended"
        self.come = self.come[-(1 << 16) :] + part


@asynccontextmanager
async def streaming(url: str, query: str) -> AsyncGenerator[Stream]:
    host, _, port = url.removeprefix("http://").rstrip("/").rpartition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    body = json.dumps({"query": query}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
        f"Accept: text/event-stream\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    stream = Stream(reader)
    try:
        while b"event: next" not in stream.come:
            await stream.more(SECONDS)
        yield stream
    finally:
        writer.close()


async def quiet_stream(url: str, changing: Changing) -> int:
    """One over which nothing comes but signs of life."""
    heard = 0
    async with streaming(url, NEVER) as stream:
        while changing.left > 0:
            await stream.more(SECONDS)
            heard += 1
    return heard


async def busy_stream(url: str, changing: Changing) -> int:
    heard = 0
    async with streaming(url, CHANGED) as stream:
        while not changing.last or changing.last.encode() not in stream.come:
            await stream.more(max(0, changing.left) + SECONDS)
            heard += 1
    return heard


KINDS: Mapping[str, Callable[[str, Changing], Awaitable[int]]] = {
    "socket, idle": idle_socket,
    "socket, opened later": later_socket,
    "socket, waiting": quiet_socket,
    "socket, pinged": pinged_socket,
    "socket, busy": busy_socket,
    "stream, waiting": quiet_stream,
    "stream, busy": busy_stream,
}

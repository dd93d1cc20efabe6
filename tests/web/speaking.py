"""A client of `graphql-transport-ws` that says and hears single messages."""

import json
import socket
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.served import Served

__all__ = ["PROTOCOL", "Speaker", "speaking"]

PROTOCOL = "graphql-transport-ws"
SECONDS = 30


class Speaker:
    """One open socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def say(self, message: Any) -> None:
        self.socket.send(json.dumps(message))

    def hear(self) -> dict[str, Any]:
        """The next message, which has to come soon."""
        return json.loads(self.socket.recv(SECONDS))

    def begin(self, **payload: Any) -> None:
        """Introduces itself."""
        self.say({"type": "connection_init", **({"payload": payload} if payload else {})})
        assert self.hear() == {"type": "connection_ack"}

    def subscribe(self, key: str, query: str, **variables: Any) -> None:
        payload = {"query": query, "variables": variables}
        self.say({"id": key, "type": "subscribe", "payload": payload})

    def event(self, key: str) -> dict[str, Any]:
        """The data of the next message, which has to be a result of this operation."""
        message = self.hear()
        assert (message["type"], message["id"]) == ("next", key), message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]

    def farewell(self) -> tuple[int, str]:
        """The code and the reason by which the other side closes the socket."""
        with pytest.raises(ConnectionClosed) as closed:
            self._hear_for_ever()
        frame = closed.value.rcvd
        assert frame is not None, "it was cut off"
        return frame.code, frame.reason

    def _hear_for_ever(self) -> None:
        while True:
            self.hear()


@contextmanager
def speaking(
    served: Served,
    protocol: str | None = PROTOCOL,
    receive_buffer: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Generator[Speaker]:
    """A socket to a service until the block ends; what it has not heard yet waits in a buffer."""
    host, port = served.url.removeprefix("http://").split(":")
    offered = None if protocol is None else [Subprotocol(protocol)]
    with socket.socket() as raw:
        if receive_buffer is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        raw.connect((host, int(port)))
        with connect(
            f"ws://{host}:{port}/graphql",
            sock=raw,
            subprotocols=offered,
            additional_headers=headers,
            compression=None,
            max_queue=None if receive_buffer is None else 1,
            proxy=None,
        ) as connected:
            yield Speaker(connected)

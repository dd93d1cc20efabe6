"""Uvicorn's WebSocket protocol with patience for slow clients."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from gql_content.server.connections import Reader

__all__ = ["PatientSocket", "web_socket"]


SLOWEST = 16_000  # bytes a second, of clients that read a large message before they answer a ping


class PatientSocket(WebSocketsSansIOProtocol):
    """One web socket. An answer to a ping may take as long as what was sent before it takes to be
    read; what is not taken for `seconds` closes the socket, as it does any other connection.
    """

    _reader: Reader

    def __init__(self, seconds: float, on_lost: Callable[[], None], **parts: Any) -> None:
        super().__init__(**parts)
        self._seconds = seconds
        self._on_lost = on_lost
        self._sent = 0  # bytes of messages since the last ping that was answered
        self._sent_before_ping = 0
        self._pongs = b""  # that the client has left no room for

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        super().connection_made(transport)
        self._reader = Reader(
            cast("asyncio.Transport", transport), self._seconds, self.loop.call_later
        )

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self._on_lost()
        self._reader.rest()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """See `asyncio.Protocol`."""
        super().pause_writing()
        self._reader.watch()

    def resume_writing(self) -> None:
        """See `asyncio.Protocol`."""
        super().resume_writing()
        if self.transport.is_closing():
            return
        self._reader.rest()
        pongs, self._pongs = self._pongs, b""
        self.transport.write(pongs)

    def handle_ping(self) -> None:
        """Answers a ping; of many that come while the client takes nothing, the last (RFC 6455,
        5.5.3), since answers that nobody takes would fill the memory.
        """
        if self.writable.is_set():
            super().handle_ping()
        else:
            self._pongs = b"".join(self.conn.data_to_send()[-1:]) or self._pongs

    def handle_pong(self, event: Frame) -> None:
        """Counts what has not been confirmed anew from the ping on."""
        if self.pending_ping_payload == bytes(event.data):
            self._sent -= self._sent_before_ping
            self._sent_before_ping = 0
        super().handle_pong(event)

    def send_keepalive_ping(self) -> None:
        """Sends a ping, and notes what the client has to read before it."""
        self._sent_before_ping = self._sent
        super().send_keepalive_ping()

    def keepalive_timeout(self) -> None:
        """Closes the socket, unless the client may still be reading what came before the ping."""
        patience = (self.ping_timeout or 0) + self._sent_before_ping / SLOWEST
        left = self.ping_sent_at + patience - self.loop.time()
        if left > 0:
            self.pong_timer = self.loop.call_later(left, self.keepalive_timeout)
            return
        super().keepalive_timeout()
        self._reader.watch()

    async def send(self, message: Any) -> None:
        """See ASGI."""
        self._sent += len(message.get("text") or "")
        await super().send(message)

    async def run_asgi(self) -> None:
        """Runs the app; what it leaves has to be taken too."""
        await super().run_asgi()
        self._reader.watch()


def web_socket(**parts: Any) -> asyncio.Protocol:
    """The protocol for one web socket; a start does not wait for its import."""

    return PatientSocket(**parts)

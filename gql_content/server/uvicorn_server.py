"""The uvicorn server: graceful shutdown, retirement, WebSocket adapter."""

import asyncio
import signal
import socket
from collections.abc import Callable, Sequence
from time import monotonic
from types import FrameType
from typing import Literal, cast

import uvicorn
from starlette.types import ASGIApp

from gql_content.server.websocket_protocol import web_socket
from gql_content.web import Draining

__all__ = ["Server"]


STOP_SECONDS = 10.0
LAST_SECONDS = 3.0  # of those, for the last purge, and for saving what the next start can use
CLOSING_SECONDS = 0.1  # for streams and sockets to say their last word
TICK_SECONDS = 0.05
LONGEST_MESSAGE = 256 * 1024  # bytes, over a web socket


class Server(uvicorn.Server):
    """Uvicorn, but it does not leave in the middle of a conversation.

    Told to stop, it is not ready any more but still answers, and closes each connection behind an
    answer; only then it listens no longer, and closes what is idle. To close a connection that is
    in use can hit the next request on its way, which then fails. Interrupted from a terminal, or
    told a second time, it waits for nobody to go elsewhere.
    """

    def __init__(
        self,
        app: ASGIApp,
        draining: Draining,
        drain_seconds: float,
        *,
        longest_message: int = LONGEST_MESSAGE,
        protocol: type[asyncio.Protocol] | Literal["auto"] = "auto",
        proxies: Sequence[str] = ("127.0.0.1", "::1"),
        on_stop: Callable[[float], object] = lambda _: None,
        is_held: bool = False,
    ) -> None:
        patience = STOP_SECONDS - LAST_SECONDS - CLOSING_SECONDS - drain_seconds
        super().__init__(
            uvicorn.Config(
                app,
                http=protocol,
                ws=cast("type[asyncio.Protocol]", web_socket),
                forwarded_allow_ips=list(proxies),
                log_config=None,
                log_level="warning",  # what it says of its own starting and stopping, we say better
                access_log=False,
                server_header=False,
                ws_max_size=longest_message,
                timeout_graceful_shutdown=max(1, int(patience)),
            )
        )
        self._on_stop = on_stop
        self._is_held = is_held  # the socket, open for whoever serves there next
        self._draining = draining
        self._drain_seconds = drain_seconds
        self._hurries = False
        self._retires = False

    def handle_retirement(self, _: int, __: FrameType | None) -> None:
        """Called for the signal that says that others serve at the same socket: it is theirs."""
        self._retires = self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Called for a signal."""
        self._hurries = self._hurries or self.should_exit or sig == signal.SIGINT
        self._retires = self._retires or self._is_held
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once it has been told to stop; `on_stop` is told how long that may take."""
        self._on_stop(STOP_SECONDS)
        self._draining.begin(others_serve=self._retires)
        if self._retires:
            self._stop_listening()
        until = monotonic() + self._drain_seconds
        # A signal's handler may set no asyncio.Event, so uvicorn looks now and then, and so do we.
        while monotonic() < until and not self._hurries:  # noqa: ASYNC110
            await asyncio.sleep(TICK_SECONDS)
        self._draining.end()
        await asyncio.sleep(CLOSING_SECONDS)
        await super().shutdown(sockets)

    def _stop_listening(self) -> None:
        for server in self.servers:
            server.close()

from contextlib import suppress

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from gql_content.web.observing import Draining
from gql_content.web.refusal import Refusal, refusal_response
from gql_content.web.sockets.conversation import Conversation, SocketLimits
from gql_content.web.sockets.protocol import PROTOCOL, CloseCode, Closing
from gql_content.web.streams import Places, Results, until_first

__all__ = ["SocketEndpoint"]


class SocketEndpoint:
    """`/graphql` for web sockets."""

    def __init__(
        self, results: Results, places: Places, draining: Draining, limits: SocketLimits
    ) -> None:
        self._results = results
        self._places = places
        self._draining = draining
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app for one socket."""
        socket = WebSocket(scope, receive, send)
        try:
            with self._places.place_for(socket), suppress(WebSocketDisconnect):
                await self._serve(socket)
        except Refusal as refusal:
            await socket.send_denial_response(refusal_response(refusal))

    async def _serve(self, socket: WebSocket) -> None:
        if PROTOCOL not in socket.scope["subprotocols"]:
            await socket.accept()
            await socket.close(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, "Subprotocol not acceptable")
            return
        await socket.accept(PROTOCOL)
        conversation = Conversation(socket, self._results.of, self._limits)
        try:
            await until_first(conversation.hold(), self._draining.ended())
        except Closing as closing:
            await socket.close(closing.code, closing.reason)
        else:
            await socket.close(CloseCode.GOING_AWAY, "Going away")

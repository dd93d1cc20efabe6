"""The messages of `graphql-transport-ws`, and the codes by which it closes a socket."""

from enum import IntEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from gql_content.web.persisted_documents import Asked

__all__ = [
    "PROTOCOL",
    "ClientMessage",
    "CloseCode",
    "Closing",
    "Complete",
    "ConnectionInit",
    "Ping",
    "Pong",
    "Subscribe",
    "encoded",
    "message_in",
]


PROTOCOL = "graphql-transport-ws"
LONGEST_REASON = 123  # bytes (RFC 6455, 5.5)

Id = Annotated[str, Meta(min_length=1)]
Payload = dict[str, Any] | None


class CloseCode(IntEnum):
    """Why a socket is closed."""

    GOING_AWAY = 1001
    TOO_BIG = 1009
    INVALID_MESSAGE = 4400
    UNAUTHORIZED = 4401
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    TOO_MANY_INITS = 4429


class Closing(Exception):
    """The socket has to be closed."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")


class ConnectionInit(Struct, frozen=True, tag_field="type", tag="connection_init"):
    """The client introduces itself."""

    payload: Payload = None


class Ping(Struct, frozen=True, tag_field="type", tag="ping"):
    """The client asks whether anybody is there."""

    payload: Payload = None


class Pong(Struct, frozen=True, tag_field="type", tag="pong"):
    """The client is there."""

    payload: Payload = None


class Subscribe(Struct, frozen=True, tag_field="type", tag="subscribe"):
    """The client asks for the results of an operation, whatever its kind."""

    id: Id
    payload: Asked


class Complete(Struct, frozen=True, tag_field="type", tag="complete"):
    """The client wants no more results of an operation."""

    id: Id


ClientMessage = ConnectionInit | Ping | Pong | Subscribe | Complete
DECODER = msgspec.json.Decoder(ClientMessage)


def message_in(text: str) -> ClientMessage:
    """The message in a text frame; raises `Closing`."""
    try:
        return DECODER.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        reason = "nested beyond measure" if isinstance(error, RecursionError) else str(error)
        raise Closing(CloseCode.INVALID_MESSAGE, f"Invalid message: {reason}") from None


def encoded(kind: str, **members: object) -> str:
    """A message of the service."""
    return msgspec.json.encode({"type": kind, **members}).decode()

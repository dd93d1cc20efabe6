from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from gql_content.config import Role, Settings

__all__ = ["WorkerConfig"]


class WorkerConfig(Struct, frozen=True):
    """The configuration of a worker, passed as one line of JSON on its standard input.

    `listener` is the descriptor of the inherited listening socket. With socket activation, requests
    can wait at the socket while no worker serves.
    """

    settings: Settings
    role: Role
    listener: int
    is_socket_activated: bool

    def to_line(self) -> bytes:
        """Encodes the configuration."""
        return msgspec.json.encode(self, enc_hook=str) + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Decodes the configuration."""
        return msgspec.json.decode(line, type=cls, dec_hook=decode_worker_path)


def decode_worker_path(kind: type, text: str) -> Path:
    """Decodes paths, the only type that JSON does not have."""
    assert kind is Path  # noqa: S101 - fails for a setting of another type
    return Path(text)

from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from gql_content.config import Role, Settings

__all__ = ["Order"]


class Order(Struct, frozen=True):
    """What a worker is to do: one line of JSON on its standard input.

    `listener` is the number under which it finds the socket open. Where that `is_held`, requests
    can wait there while nobody serves.
    """

    settings: Settings
    role: Role
    listener: int
    is_held: bool

    def written(self) -> bytes:
        """As it goes to the worker."""
        return msgspec.json.encode(self, enc_hook=str) + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Self:
        """As the worker finds it."""
        return msgspec.json.decode(line, type=cls, dec_hook=from_text)


def from_text(kind: type, written: str) -> Path:
    """Paths are all that JSON has no way to write."""
    assert kind is Path  # noqa: S101 - so a setting of a new kind is noticed
    return Path(written)

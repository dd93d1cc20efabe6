from typing import Any

from msgspec import Struct

__all__ = ["Operation"]


class Operation(Struct, frozen=True, rename="camel"):
    """What a client asks to be run: the parameters of a request in GraphQL over HTTP."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None

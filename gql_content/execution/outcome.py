from typing import Any

from graphql import GraphQLError
from msgspec import Struct

__all__ = ["Outcome"]


class Outcome(Struct, frozen=True):
    """What became of an operation.

    A request error is one that came up before anything was executed: the answer then has no data.
    """

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    is_request_error: bool = False

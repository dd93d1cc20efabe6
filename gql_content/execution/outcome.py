from typing import Any

from graphql import GraphQLError
from msgspec import Struct

__all__ = ["Outcome"]


class Outcome(Struct, frozen=True):
    """What became of an operation.

    A request error is one that came up before anything was executed: the answer then has no data.
    `is_mutation` says what was refused, since over GET that has a status of its own. `cost` is how
    many objects there could have been, at most.
    """

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    is_request_error: bool = False
    is_mutation: bool = False
    cost: int = 0

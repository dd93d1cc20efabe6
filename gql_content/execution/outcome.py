from typing import Any

from graphql import GraphQLError
from msgspec import Struct

__all__ = ["OperationResult"]


class OperationResult(Struct, frozen=True):
    """The result of an operation: its data, its errors, or both.

    A request error occurred before execution, so the response has no `data` entry. `is_mutation`
    is set when a mutation was rejected, which has its own status over GET. `cost` is the maximum
    number of objects that the response could have held.
    """

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()
    is_request_error: bool = False
    is_mutation: bool = False
    cost: int = 0

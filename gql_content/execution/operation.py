from typing import Any

from msgspec import Struct

__all__ = ["GraphQLParams"]


class GraphQLParams(Struct, frozen=True, rename="camel"):
    """The parameters of a GraphQL request, as named by GraphQL over HTTP."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None

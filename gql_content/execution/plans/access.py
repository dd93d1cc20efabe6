"""The ways to resolve a field of a source object."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from gql_content.execution.inputs import Arguments

__all__ = ["Access", "Attribute", "Call", "Constant", "Resolve"]


class Constant(Struct, frozen=True):
    """A constant string: `__typename`."""

    value: str
    is_async: bool = False


class Attribute(Struct, frozen=True):
    """A chain of attributes of the source, such as `.seo.title`; an empty one is the source."""

    names: tuple[str, ...]
    is_async: bool = False


class Call(Struct, frozen=True):
    """A direct call of the resolver function of a Strawberry field.

    `source` and `info` are the names of those parameters, "" if there is none. `positional` names
    those passed by position, which is faster. With `reads_only_context`, one info is shared by all
    items of a list. Without `can_share_arguments`, each call gets its own lists and input objects,
    since the resolver may change them.
    """

    function: Callable[..., Any]
    source: str
    info: str
    positional: tuple[str, ...]
    reads_only_context: bool
    arguments: Arguments | None
    can_share_arguments: bool
    is_async: bool


class Resolve(Struct, frozen=True):
    """A resolver called as graphql-core does: introspection, or a field with extensions."""

    resolver: Callable[..., Any]
    arguments: Arguments | None
    is_async: bool


Access = Constant | Attribute | Call | Resolve

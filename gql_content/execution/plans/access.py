"""The ways in which a field is read off its source."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from gql_content.execution.inputs import Arguments

__all__ = ["Access", "Attribute", "Call", "Constant", "Resolve"]


class Constant(Struct, frozen=True):
    """A text that is known beforehand: `__typename`."""

    value: str
    waits: bool = False


class Attribute(Struct, frozen=True):
    """An attribute of the source, or what attributes lead to: `.seo.title`; none is the source."""

    names: tuple[str, ...]
    waits: bool = False


class Call(Struct, frozen=True):
    """A function of a Strawberry field, called as it is.

    `source` and `info` name the parameters that take them, "" where none does. Those that are
    `leading` go by position, which Python does faster. One that reads `only_context` of its info
    cannot tell the infos of the items of a list apart. Where arguments hold lists or inputs each
    call gets its own, since it may change them.
    """

    function: Callable[..., Any]
    source: str
    info: str
    leading: tuple[str, ...]
    only_context: bool
    arguments: Arguments | None
    shares_arguments: bool
    waits: bool


class Resolve(Struct, frozen=True):
    """A resolver as graphql-core calls it: of introspection, or one with field extensions."""

    resolver: Callable[..., Any]
    arguments: Arguments | None
    waits: bool


Access = Constant | Attribute | Call | Resolve

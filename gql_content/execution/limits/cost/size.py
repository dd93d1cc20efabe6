from collections.abc import Iterable, Mapping
from typing import Any

from graphql import FieldNode, GraphQLField, IntValueNode, VariableNode
from msgspec import Struct

__all__ = ["ARGUMENTS", "ONE", "PageSizes", "Size", "size_of"]

ARGUMENTS = ("first", "last")


class PageSizes(Struct, frozen=True):
    """How long a page is that does not say it, and how long it may be."""

    default: int = 20
    most: int = 1 << 62


class Size(Struct, frozen=True):
    """How long a list is at most: as it is written, or as its variables say, or otherwise."""

    otherwise: int
    most: int = 1 << 62
    written: int | None = None
    variables: tuple[str, ...] = ()

    def among(self, variables: Mapping[str, Any]) -> int:
        """The length under these variables; an impossible one is refused when it comes to that."""
        values = (self.written, *map(variables.get, self.variables))
        length = max((one for one in values if one is not None), default=self.otherwise)
        return min(max(0, length), self.most)


ONE = Size(1)


def size_of(node: FieldNode, field: GraphQLField, sizes: PageSizes) -> Size:
    """What the arguments of a page say; where they are left out, the field's own default."""
    values = [one.value for one in node.arguments or () if one.name.value in ARGUMENTS]
    return Size(
        otherwise=default_of(field, sizes.default),
        most=sizes.most,
        written=max(
            (int(one.value) for one in values if isinstance(one, IntValueNode)), default=None
        ),
        variables=tuple(one.name.value for one in values if isinstance(one, VariableNode)),
    )


def default_of(field: GraphQLField, otherwise: int) -> int:
    defaults: Iterable[Any] = (
        field.args[name].default_value for name in ARGUMENTS if name in field.args
    )
    return next((one for one in defaults if isinstance(one, int)), otherwise)

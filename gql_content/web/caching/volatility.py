from sys import getsizeof
from typing import Any

import strawberry
from cachetools import LRUCache
from graphql import DocumentNode, FieldNode, Visitor, visit
from msgspec import Struct

from gql_content.schema import volatile_names

__all__ = ["Volatility"]

MOST_BYTES = 2_000_000
OVERHEAD = 300  # bytes


class Known(Struct, frozen=True):
    """Whether a text asks for a volatile field, and the bytes that it takes to know that."""

    is_volatile: bool
    size: int


class Volatility:
    """Knows of a document whether a part of its answer differs by machine or by moment.

    It goes by the names of fields, wherever they stand: that may find one too many, never too few.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._names = volatile_names(schema)
        self._known: LRUCache[str, Known] = LRUCache(MOST_BYTES, getsizeof=lambda one: one.size)

    def is_in(self, text: str, document: DocumentNode) -> bool:
        """Whether a document asks for a volatile field; remembered by its text."""
        known = self._known.get(text)
        if known is None:
            is_volatile = bool(names_in(document) & self._names)
            known = Known(is_volatile, OVERHEAD + getsizeof(text))
            if known.size <= MOST_BYTES:
                self._known[text] = known
        return known.is_volatile


def names_in(document: DocumentNode) -> set[str]:
    """The names of all fields that are selected anywhere in a document."""
    found = Names()
    visit(document, found)
    return found.names


class Names(Visitor):
    """Gathers the names of fields."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """See `Visitor`."""
        self.names.add(node.name.value)

from typing import Any

import strawberry
from cachetools import LRUCache
from graphql import DocumentNode, FieldNode, Visitor, visit

from gql_content.schema import volatile_names

__all__ = ["Volatility"]

REMEMBERED = 1_000


class Volatility:
    """Knows of a document whether a part of its answer differs by machine or by moment.

    It goes by the names of fields, wherever they stand: that may find one too many, never too few.
    """

    def __init__(self, schema: strawberry.Schema) -> None:
        self._names = volatile_names(schema)
        self._known: LRUCache[str, bool] = LRUCache(REMEMBERED)

    def is_in(self, text: str, document: DocumentNode) -> bool:
        """Whether a document asks for a volatile field; remembered by its text."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = bool(names_in(document) & self._names)
        return known


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

from collections.abc import Mapping
from hashlib import sha256
from sys import getsizeof
from typing import Annotated, Any

import msgspec
from cachetools import LRUCache
from msgspec import Meta, Struct

from gql_content.execution import GraphQLParams
from gql_content.web.documents.asked import Asked
from gql_content.web.documents.errors import (
    BadPersistedQuery,
    DocumentNotFound,
    DocumentNotTrusted,
    HashMismatch,
    NoQuery,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
)

__all__ = ["KnownDocuments"]

VERSION = 1
OVERHEAD = 300  # bytes, about what an entry takes besides its text
PREFIX = "sha256:"


class PersistedQuery(Struct, frozen=True, rename="camel"):
    """What Apollo's protocol of automatic persisted queries puts into `extensions`."""

    version: int
    sha256_hash: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class KnownDocuments:
    """The documents that a request may name by an id or a hash instead of sending them.

    `trusted` are those of a manifest, by their ids; `only_trusted` refuses all others. Of those
    that clients persist, the most recent are remembered within `most` bytes; 0 turns that off. Each
    is remembered under the hash of its own bytes, so no client can put another in its place.
    """

    def __init__(
        self, trusted: Mapping[str, str] | None = None, *, only_trusted: bool = False, most: int = 0
    ) -> None:
        self._trusted = trusted or {}
        self._trusted_texts = frozenset(self._trusted.values())
        self._only_trusted = only_trusted
        self._persists = most > 0 and not only_trusted
        self._persisted: LRUCache[str, str] = LRUCache(most, getsizeof=weight)

    def operation(self, asked: Asked) -> GraphQLParams:
        """What is to be run; raises `CallError`."""
        text = self._text(asked)
        if self._only_trusted and text not in self._trusted_texts:
            raise DocumentNotTrusted
        return GraphQLParams(
            query=text,
            variables=asked.variables,
            operation_name=asked.operation_name,
            extensions=without_persisted_query(asked.extensions),
        )

    def _text(self, asked: Asked) -> str:
        persisted = persisted_query(asked.extensions)
        if asked.query is not None:
            if persisted is not None:
                self._persist(asked.query, persisted.sha256_hash)
            return asked.query
        if persisted is not None:
            return self._by_hash(persisted.sha256_hash)
        if asked.document_id is not None:
            return self._by_id(asked.document_id)
        raise NoQuery

    def _persist(self, text: str, claimed: str) -> None:
        if sha256(text.encode()).hexdigest() != claimed:
            raise HashMismatch
        if self._persists and weight(text) <= self._persisted.maxsize:
            self._persisted[claimed] = text

    def _by_hash(self, claimed: str) -> str:
        found = self._trusted.get(claimed) or self._persisted.get(claimed)
        if found is not None:
            return found
        if self._only_trusted:
            raise DocumentNotTrusted
        raise PersistedQueryNotFound if self._persists else PersistedQueryNotSupported

    def _by_id(self, document_id: str) -> str:
        bare = document_id.removeprefix(PREFIX)
        found = (
            self._trusted.get(document_id) or self._trusted.get(bare) or self._persisted.get(bare)
        )
        if found is None:
            raise DocumentNotTrusted if self._only_trusted else DocumentNotFound
        return found


def weight(text: str) -> int:
    """The bytes that an entry takes; of a text with an emoji, four for each character."""
    return getsizeof(text) + OVERHEAD


def persisted_query(extensions: Mapping[str, Any] | None) -> PersistedQuery | None:
    written = None if extensions is None else extensions.get("persistedQuery")
    if written is None:
        return None
    try:
        found = msgspec.convert(written, PersistedQuery)
    except msgspec.ValidationError as error:
        raise BadPersistedQuery(f"{error}") from None
    if found.version != VERSION:
        raise PersistedQueryNotSupported
    return found


def without_persisted_query(extensions: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The extensions that are left: an answer is the same however its document was named."""
    kept = {name: one for name, one in (extensions or {}).items() if name != "persistedQuery"}
    return kept or None

"""Documents that clients name instead of sending: persisted by them, or trusted by a manifest."""

from collections.abc import Mapping
from hashlib import sha256
from sys import getsizeof
from typing import Annotated, Any

import msgspec
from cachetools import LRUCache
from msgspec import Meta, Struct

from gql_content.engine import GraphQLParams
from gql_content.errors import CallError

__all__ = [
    "Asked",
    "BadPersistedQuery",
    "DocumentNotFound",
    "DocumentNotTrusted",
    "HashMismatch",
    "KnownDocuments",
    "NoQuery",
    "PersistedQueryNotFound",
    "PersistedQueryNotSupported",
]


class Asked(Struct, frozen=True, rename="camel"):
    """The parameters of a request, over whatever transport it comes.

    The document is in `query`, or named by its hash in `extensions.persistedQuery` or by an id.
    """

    query: str | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None

    @property
    def names_document(self) -> bool:
        """Whether it says in any way which document is meant."""
        persisted = self.extensions is not None and "persistedQuery" in self.extensions
        return self.query is not None or self.document_id is not None or persisted


class PersistedQueryNotFound(CallError):
    """The client sends the hash once more, and the query with it."""

    code = "PERSISTED_QUERY_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotFound")


class PersistedQueryNotSupported(CallError):
    """The client sends its queries without hashes from now on."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"

    def __init__(self) -> None:
        super().__init__("PersistedQueryNotSupported")


class BadPersistedQuery(CallError):
    """The entry `persistedQuery` of a request cannot be read."""

    code = "BAD_PERSISTED_QUERY"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"extensions.persistedQuery: {what}. "
            "It holds version, which is 1, and sha256Hash, the SHA-256 of the query in hexadecimal."
        )


class HashMismatch(CallError):
    """A query came with the hash of another one."""

    code = "PERSISTED_QUERY_HASH_MISMATCH"

    def __init__(self) -> None:
        super().__init__(
            "The hash in extensions.persistedQuery is not that of the query: "
            "send the SHA-256 of the query's UTF-8 bytes, in lower-case hexadecimal digits."
        )


class DocumentNotFound(CallError):
    """No manifest has a document of this id, and no client has persisted it."""

    code = "DOCUMENT_NOT_FOUND"

    def __init__(self) -> None:
        super().__init__(
            "No document is known by this id: add it to the manifest that the service was started "
            "with (--documents), or send the query itself."
        )


class DocumentNotTrusted(CallError):
    """The service answers the documents of its manifest alone, and this is none of them."""

    code = "DOCUMENT_NOT_TRUSTED"

    def __init__(self) -> None:
        super().__init__(
            "Only the documents of a manifest are answered here (--documents-only), and this is "
            "none of them: add it by `gql-content documents check --write`."
        )


class NoQuery(CallError):
    """A request without any document."""

    code = "NO_QUERY"

    def __init__(self) -> None:
        super().__init__(
            "There is no query: send it in query, or name a known document in documentId or in "
            "extensions.persistedQuery."
        )


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

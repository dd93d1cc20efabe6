"""ETag, Cache-Control and cache tags of a response."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from hashlib import sha256
from sys import getsizeof
from typing import Any

import msgspec
import strawberry
from cachetools import LRUCache
from graphql import DocumentNode, FieldNode, Visitor, visit
from msgspec import Struct
from starlette.datastructures import Headers

from gql_content import __version__
from gql_content.engine import GraphQLParams, PreparedOperation
from gql_content.schema import volatile_names
from gql_content.sources import ALL, ANY_CHANGE

__all__ = ["NOT_KEPT", "VARY", "Freshness", "Tagging", "Volatility", "is_named", "tag_headers"]


LONGEST_READ = 4_000  # bytes of the header in which a client names what it has
HALF = 32  # hexadecimal digits of a SHA-256, half of them: nobody will ever see two alike


class Tagging:
    """Gives every answer a tag made of all that decides it, so each replica gives it the same.

    That is the content, the operation with its variables, the schema and the version of its
    resolvers, and the settings that shape answers. It is weak: a compressed answer has it too.
    """

    def __init__(self, schema: Callable[[], str], settings: Sequence[Struct]) -> None:
        self._schema = schema
        self._settings = settings

    def tag(self, revision: str, operation: GraphQLParams) -> bytes:
        """The tag of the answer to an operation, which may turn out to have errors and no tag."""
        digest = sha256(self._common)
        digest.update(revision.encode())
        digest.update(msgspec.json.encode(operation, order="deterministic"))
        return b'W/"' + digest.hexdigest()[:HALF].encode() + b'"'

    @cached_property
    def _common(self) -> bytes:
        """What all answers share; a start needs it not, and printing a schema takes its time."""
        return sha256(msgspec.json.encode((__version__, self._schema(), self._settings))).digest()


def is_named(tag: bytes, if_none_match: bytes) -> bool:
    """Whether a client has the answer that `tag` names.

    `*` does not count: it asks whether there is any answer, and that is not known beforehand.
    """
    if if_none_match == tag:
        return True
    bare = tag.removeprefix(b"W/")
    named = if_none_match[:LONGEST_READ].split(b",")
    return any(one.strip().removeprefix(b"W/") == bare for one in named)


COARSEST = (ALL, ANY_CHANGE)
MOST = 1_000  # bytes; proxies give all headers together 4 to 8 KB


def tag_headers(tags: Collection[str]) -> dict[str, str]:
    """The headers of Cloudflare and its like, and of Fastly and Varnish."""
    named = shown(tags)
    return {"Cache-Tag": ",".join(named), "Surrogate-Key": " ".join(named)}


def shown(tags: Collection[str]) -> Sequence[str]:
    """The tags to be shown: where the coarsest is there, or too much else, that one is enough."""
    if ANY_CHANGE in tags:
        return COARSEST
    named = [ALL, *sorted(tags)]
    return COARSEST if len(",".join(named)) > MOST else named


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


VARY = {"Vary": "Accept, Accept-Encoding"}
NOT_KEPT = {"Cache-Control": "no-store", **VARY}


class Freshness:
    """Decides what an answer depends on: the content alone, or its caller and its moment too."""

    def __init__(self, tagging: Tagging, volatility: Volatility, cache_control: str) -> None:
        self._tagging = tagging
        self._volatility = volatility
        self._cache_control = cache_control

    def can_be_kept(self, prepared: PreparedOperation, headers: Headers) -> bool:
        """Whether everybody who asks this gets the same answer, as long as the content is."""
        return "authorization" not in headers and self.lasts(prepared)

    def lasts(self, prepared: PreparedOperation) -> bool:
        """Whether nothing in the answer differs by machine or by moment."""
        text, node = prepared.document.text, prepared.document.node
        return node is not None and not self._volatility.is_in(text, node)

    def is_known(self, revision: str, operation: GraphQLParams, headers: Headers) -> bool:
        """Whether the client has the answer already, of this very revision."""
        named = headers.get("if-none-match")
        return named is not None and is_named(
            self._tagging.tag(revision, operation), named.encode("latin-1")
        )

    def headers(
        self, revision: str, operation: GraphQLParams, tags: Collection[str] | None
    ) -> dict[str, str]:
        """Those of an answer that can be kept; its tags are not known where it was not made."""
        return {
            "Cache-Control": self._cache_control,
            "ETag": self._tagging.tag(revision, operation).decode(),
            **({} if tags is None else tag_headers(tags)),
            **VARY,
        }

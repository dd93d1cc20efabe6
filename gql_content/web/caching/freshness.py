"""What caches are told of an answer: whether they may keep it, how long, and under which names."""

from collections.abc import Collection

from starlette.datastructures import Headers

from gql_content.execution import GraphQLParams, PreparedOperation
from gql_content.web.caching.etags import Tagging, is_named
from gql_content.web.caching.tag_headers import tag_headers
from gql_content.web.caching.volatility import Volatility

__all__ = ["NOT_KEPT", "VARY", "Freshness"]

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

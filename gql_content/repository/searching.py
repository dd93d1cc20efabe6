"""A query over pinned content: the hits of the index that a filter lets pass."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from gql_content.errors import BadCursor, RevisionMoved
from gql_content.library import Library
from gql_content.listing import EVERYTHING, ArticleFilter, Facet, FacetField, divided, paths_of
from gql_content.model import Article
from gql_content.pacing import Threads, paced
from gql_content.search import Hit, HitKey, SearchIndex

__all__ = ["SearchHit", "SearchPage", "facets_of_hits", "search"]

Answer = TypeVar("Answer")

SEARCHING = Threads(2, "search")


class SearchHit(Struct, frozen=True):
    """An article that answers a query, and where in it."""

    article: Article
    hit: Hit

    @property
    def cursor(self) -> str:
        """Where this hit stands, as text that a client hands back unread."""
        written = msgspec.json.encode(("search", self.hit.score, self.hit.path))
        return urlsafe_b64encode(written).decode().rstrip("=")


class SearchPage(Struct, frozen=True):
    """One page of hits; `total` counts all that the filter lets pass."""

    hits: tuple[SearchHit, ...]
    total: int
    has_next: bool
    has_previous: bool
    query: str
    condition: ArticleFilter
    suggestions: tuple[str, ...]


async def search(
    library: Library,
    index: SearchIndex,
    query: str,
    condition: ArticleFilter,
    first: int,
    after: str | None,
) -> SearchPage:
    """The best hits of this very library.

    Raises `SearchNotReadyError`, `BadCursor`, and `RevisionMoved` where the index is ahead.
    """
    allowed = None if condition == EVERYTHING else await paced(paths_of(library, condition))
    key = None if after is None else key_in(after)
    passes = None if allowed is None else allowed.__contains__
    found = await SEARCHING.run(index.search, query, passes, first, key)
    check_revision(found.revision, library)
    nothing = found.total == 0 and condition == EVERYTHING
    return SearchPage(
        hits=tuple(SearchHit(library.articles[hit.path], hit) for hit in found.hits),
        total=found.total,
        has_next=found.has_next,
        has_previous=key is not None,
        query=query,
        condition=condition,
        suggestions=await asked_of(index, index.suggest, query, library) if nothing else (),
    )


async def facets_of_hits(
    library: Library, index: SearchIndex, page: SearchPage, fields: Sequence[FacetField], limit: int
) -> tuple[Facet, ...]:
    """How all hits of a page's query divide."""
    paths = await asked_of(index, index.find_paths, page.query, library)
    return await paced(divided(library, page.condition, fields, limit, within=paths))


async def asked_of(
    index: SearchIndex, ask: Callable[[str], Answer], query: str, library: Library
) -> Answer:
    """What the index answers as long as it is that of this library."""
    answer = await SEARCHING.run(ask, query)
    check_revision(await SEARCHING.run(lambda: index.revision), library)
    return answer


def check_revision(revision: str | None, library: Library) -> None:
    if revision != library.revision:
        raise RevisionMoved


def key_in(cursor: str) -> HitKey:
    try:
        written = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        kind, score, path = msgspec.json.decode(written, type=tuple[str, float, str])
    except (ValueError, msgspec.MsgspecError):
        kind, score, path = "", 0.0, ""
    if kind != "search":
        raise BadCursor("This is no cursor of a search: pass on a cursor unchanged, as it came.")
    return HitKey(score, path)

"""A query over pinned content: the hits of the index that a filter lets pass."""

import asyncio
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

import msgspec
from msgspec import Struct

from gql_content.errors import BadCursor, RevisionMoved
from gql_content.library import Library
from gql_content.listing import EVERYTHING, ArticleFilter, Facet, FacetField, divided, paths_of
from gql_content.model import Article
from gql_content.pacing import paced
from gql_content.search import Hit, HitKey, SearchIndex

__all__ = ["SearchHit", "SearchPage", "facets_of_hits", "search"]

Answer = TypeVar("Answer")
Given = ParamSpec("Given")

# They have the interpreter in turns with all requests, and files are read by other threads.
THREADS = ThreadPoolExecutor(2, "search")


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
    found = await threaded(index.search, query, passes, first, key)
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
    answer = await threaded(ask, query)
    check_revision(await threaded(lambda: index.revision), library)
    return answer


async def threaded(
    ask: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs
) -> Answer:
    """What is asked in one of few threads; who is told to stop before its turn asks nothing."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(THREADS, partial(ask, *args, **kwargs))


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

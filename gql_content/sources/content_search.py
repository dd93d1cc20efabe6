"""Search over content at one revision, and the task that keeps the index up to date."""

import asyncio
import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import sleep
from typing import TypeVar

import msgspec
from msgspec import Struct

from gql_content.errors import BadCursor, RevisionMoved
from gql_content.library import Library
from gql_content.model import Article, Texts
from gql_content.pacing import Threads, paced
from gql_content.query import EVERYTHING, ArticleFilter, Facet, FacetField, divided, paths_of
from gql_content.search import Hit, HitKey, SearchIndex

__all__ = ["FEW", "Indexing", "SearchHit", "SearchPage", "facets_of_hits", "search"]


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


FEW = 200  # files that the index takes in so fast that a search may wait for it

MOST_BREATHS = 10
BREATH = 0.002

TextsOf = Callable[[Article], Texts | None]


class StoppedError(Exception):
    """Raised within the indexing thread to end it."""


class Indexing:
    """Keeps a search index at the revision of a repository's library."""

    def __init__(
        self,
        index: SearchIndex,
        texts_of: TextsOf,
        is_busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """While `is_busy`, what need not be done at once is done more slowly."""
        self.index = index
        self._texts_of = texts_of
        self._is_busy = is_busy
        self._step: asyncio.Task[None] | None = None
        self._stopped = False

    def follow(self, before: Library, after: Library, files: int) -> None:
        """Begins to bring the index to a library in which so many files differ, if that is quick.

        Content does not wait for its index, but who searches waits for such a step. Else, and where
        it cannot be done now, `bring` does it, and until then nothing can be searched.
        """
        if files <= FEW and not self._stopped:
            self._step = asyncio.create_task(self._follow(self._step, before, after))

    async def settled(self) -> None:
        """Waits until no step is being taken."""
        while self._step is not None and not self._step.done():
            await asyncio.wait([self._step])

    async def bring(self, library: Library) -> None:
        """Brings the index to `library`, however long that takes."""
        await self.settled()
        if not self._stopped:
            await asyncio.to_thread(self._update, library, self._texts_in_time)

    async def tidy(self) -> None:
        """Makes a new index as fast to search as it can be, step by step, so that nobody waits."""
        while not self._stopped and await asyncio.to_thread(self.index.optimize):
            pass

    async def close(self) -> None:
        """Ends what is under way and closes the index."""
        self._stopped = True
        await self.settled()
        await asyncio.to_thread(self.index.close)

    async def _follow(
        self, former: asyncio.Task[None] | None, before: Library, after: Library
    ) -> None:
        if former is not None:
            await asyncio.wait([former])
        with suppress(OSError, sqlite3.Error):
            await asyncio.to_thread(self._take_step, before, after)

    def _take_step(self, before: Library, after: Library) -> None:
        if self.index.revision == before.revision:
            self._update(after, self._texts)

    def _update(self, library: Library, texts: TextsOf) -> None:
        with suppress(StoppedError):
            self.index.update(library, texts)

    def _texts(self, article: Article) -> Texts | None:
        if self._stopped:
            raise StoppedError
        return self._texts_of(article)

    def _texts_in_time(self, article: Article) -> Texts | None:
        """Lets a change go first, which needs the interpreter too."""
        for _ in range(MOST_BREATHS):
            if not self._is_busy():
                break
            sleep(BREATH)
        return self._texts(article)

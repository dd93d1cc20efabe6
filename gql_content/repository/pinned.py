from collections.abc import Mapping, Sequence
from datetime import datetime

from gql_content.library import Library
from gql_content.listing import (
    ArticleFilter,
    Facet,
    FacetField,
    Order,
    Scope,
    Slice,
    Window,
    divided,
    known_neighbour,
    known_slice,
    listed,
    neighbouring,
)
from gql_content.model import Article, RelatedLink, Subject, Texts
from gql_content.pacing import paced
from gql_content.parsing import slugify_subject
from gql_content.repository.changing import LibraryChanges
from gql_content.repository.checking import Found
from gql_content.repository.content import (
    ArticleKey,
    Backlink,
    Changes,
    Content,
    PathKey,
    Related,
    UrlKey,
)
from gql_content.repository.port import Repository
from gql_content.repository.related import backlinking, linked, relating
from gql_content.repository.searching import SearchPage, facets_of_hits, search
from gql_content.search import SearchIndex, SearchNotReadyError

__all__ = ["pin"]


def pin(repository: Repository) -> Content:
    """The content of `repository` as it is now, whatever happens to its files meanwhile."""
    return LibraryContent(repository, repository.library)


class LibraryContent:
    """`Content` out of a library in memory and texts out of its repository."""

    __slots__ = ("_library", "_repository", "loaded_at", "revision", "subject", "subjects")

    def __init__(self, repository: Repository, library: Library) -> None:
        self._repository = repository
        self._library = library
        self.revision: str = library.revision
        self.loaded_at: datetime = repository.loaded_at
        self.subjects: Mapping[str, Subject] = library.subjects
        self.subject = self.subjects.get

    async def article(self, key: ArticleKey) -> Article | None:
        """See `Content`, here and below."""
        match key:
            case PathKey(path):
                return self._library.article_at(path)
            case UrlKey(url):
                return self._library.article_by_url(url)
            case _:
                if self._library.known_view("slugs") is None:
                    await paced(self._library.by_stem())
                return self._library.article_by_slug(slugify_subject(key.subject), key.slug)

    async def articles(self, condition: ArticleFilter, order: Order, window: Window) -> Slice:
        known = known_slice(self._library, condition, order, window)
        if known is not None:
            return known
        return await paced(listed(self._library, condition, order, window))

    async def search(
        self, query: str, condition: ArticleFilter, first: int, after: str | None
    ) -> SearchPage:
        return await search(self._library, await self._index(), query, condition, first, after)

    async def facets_of_hits(
        self, page: SearchPage, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        return await facets_of_hits(self._library, await self._index(), page, fields, limit)

    async def _index(self) -> SearchIndex:
        index = await self._repository.settled_index()
        if index is None:
            raise SearchNotReadyError
        return index

    async def facets(
        self, condition: ArticleFilter, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        return await paced(divided(self._library, condition, fields, limit))

    async def neighbour(self, article: Article, scope: Scope, step: int) -> Article | None:
        known = known_neighbour(self._library, article, scope, step)
        if known is not None:
            return known[0]
        return await paced(neighbouring(self._library, article, scope, step))

    async def related(self, article: Article, first: int | None) -> tuple[Related, ...]:
        return await paced(relating(self._library, article, first))

    async def backlinks(self, article: Article) -> tuple[Backlink, ...]:
        return await paced(backlinking(self._library, article))

    async def linked(self, link: RelatedLink) -> Article | None:
        if link.article_id and not self._library.knows_ids:
            await paced(self._library.by_id())
        return linked(self._library, link)

    async def texts(self, article: Article) -> Texts:
        return await self._repository.texts(article)

    def changes(self, condition: ArticleFilter, since: str | None) -> Changes:
        return LibraryChanges(self._repository, pin, condition, since)

    async def article_count(self) -> int:
        return len(self._library.articles)

    async def found(self) -> Found:
        return await self._repository.found(self._library)

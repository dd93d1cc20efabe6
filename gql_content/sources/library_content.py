"""`Content` over a library in memory."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from gql_content.content import slugify_subject
from gql_content.library import Library
from gql_content.model import Article, RelatedLink, Subject, Texts
from gql_content.pacing import Work, batches, paced
from gql_content.query import (
    ArticleFilter,
    Facet,
    FacetField,
    Near,
    Order,
    Scope,
    Slice,
    Window,
    divided,
    known_neighbour,
    known_slice,
    listed,
    nearing,
    neighbouring,
)
from gql_content.search import SearchIndex, SearchNotReadyError
from gql_content.sources.content_search import SearchPage, facets_of_hits, search
from gql_content.sources.ports import (
    ArticleKey,
    Backlink,
    Changes,
    Content,
    LinkKind,
    PathKey,
    Related,
    Repository,
    UrlKey,
)
from gql_content.sources.revision_history import LibraryChanges
from gql_content.sources.rule_runner import Found

__all__ = ["LibraryContent", "pin"]


def relating(library: Library, article: Article, first: int | None) -> Work[tuple[Related, ...]]:
    """See `Content.related`."""
    if not library.knows_ids:
        yield from library.by_id()
    links = list(distinct_links(library, article))
    written = tuple(Related(link) for link in links)
    if first is None or first <= len(written):
        return written[:first]
    taken = [target.path for link in links if (target := linked(library, link)) is not None]
    found = yield from nearing(library, article, first - len(written), taken)
    return (*written, *map(completing, found))


def distinct_links(library: Library, article: Article) -> Iterator[RelatedLink]:
    """The links as written, without those that lead back or where another already leads."""
    seen: set[object] = {article.path}
    for link in article.related:
        target = linked(library, link)
        place = link if target is None else target.path
        if place not in seen:
            seen.add(place)
            yield link


def backlinking(library: Library, article: Article) -> Work[tuple[Backlink, ...]]:
    """See `Content.backlinks`."""
    yield from library.by_id()
    found: list[Backlink] = []
    for batch in batches((yield from library.linking_to(article))):
        found += backlinks(library, article, batch)
        yield
    return tuple(found)


def backlinks(library: Library, article: Article, others: list[Article]) -> Iterator[Backlink]:
    for other in others:
        by_list = any(linked(library, link) is article for link in other.related)
        by_text = any(library.article_by_url(url) is article for url in other.links)
        kinds = ((LinkKind.RELATED, by_list), (LinkKind.TEXT, by_text))
        if by_list or by_text:
            yield Backlink(other, tuple(kind for kind, does in kinds if does))


def linked(library: Library, link: RelatedLink) -> Article | None:
    """See `Content.linked`."""
    found = library.article_by_url(link.url) if link.url else None
    if found is None and link.article_id:
        found = only_one(library.articles_by_id(link.article_id))
    return found


def only_one(articles: Sequence[Article]) -> Article | None:
    """The article where there is one only, last good versions aside where there are others."""
    valid = [one for one in articles if not one.source.stale] or articles
    return valid[0] if len(valid) == 1 else None


def completing(near: Near) -> Related:
    article = near.article
    link = RelatedLink(
        title=article.title,
        url=article.url,
        article_id=article.article_id,
        subject_name=article.subject_name,
    )
    return Related(link, near.score, near.reasons)


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

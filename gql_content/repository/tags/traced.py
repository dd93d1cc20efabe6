from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from gql_content.listing import ArticleFilter, Facet, FacetField, Order, Scope, Slice, Window
from gql_content.model import Article, RelatedLink, Subject, Texts
from gql_content.parsing import slugify_subject
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
from gql_content.repository.searching import SearchPage
from gql_content.repository.tags.names import (
    ANY_CHANGE,
    of_article,
    of_list,
    of_name,
    of_place,
    of_url,
)

__all__ = ["TracedContent"]


class TracedContent:
    """`Content` that notes in `tags` what has been asked of it.

    An article that came out of a list needs no tag of its own: a change of it touches the list's.
    """

    __slots__ = ("_content", "subject", "tags")

    def __init__(self, content: Content) -> None:
        self._content = content
        self.tags: set[str] = set()
        self.subject = TracedSubjects(content.subject, self.tags).__getitem__

    @property
    def revision(self) -> str:
        """See `Content`, here and below."""
        self.tags.add(ANY_CHANGE)
        return self._content.revision

    @property
    def loaded_at(self) -> datetime:
        self.tags.add(ANY_CHANGE)
        return self._content.loaded_at

    @property
    def subjects(self) -> Mapping[str, Subject]:
        self.tags.add(ANY_CHANGE)
        return self._content.subjects

    async def article(self, key: ArticleKey) -> Article | None:
        self.tags.add(of_key(key))
        return await self._content.article(key)

    async def articles(self, condition: ArticleFilter, order: Order, window: Window) -> Slice:
        self.tags.update(of_condition(condition))
        return await self._content.articles(condition, order, window)

    async def search(
        self, query: str, condition: ArticleFilter, first: int, after: str | None
    ) -> SearchPage:
        self.tags.add(ANY_CHANGE)
        return await self._content.search(query, condition, first, after)

    async def facets_of_hits(
        self, page: SearchPage, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        self.tags.add(ANY_CHANGE)
        return await self._content.facets_of_hits(page, fields, limit)

    async def facets(
        self, condition: ArticleFilter, fields: Sequence[FacetField], limit: int
    ) -> tuple[Facet, ...]:
        self.tags.add(ANY_CHANGE)  # since a facet looks past what the filter asks of its field
        return await self._content.facets(condition, fields, limit)

    async def neighbour(self, article: Article, scope: Scope, step: int) -> Article | None:
        within = scope is Scope.SUBJECT and article.subject_slug is not None
        self.tags.add(of_list(article.subject_slug or "") if within else ANY_CHANGE)
        return await self._content.neighbour(article, scope, step)

    async def related(self, article: Article, first: int | None) -> tuple[Related, ...]:
        if first is None or first <= len(article.related):
            for link in article.related:
                await self.linked(
                    link
                )  # since of two that lead to one place the second is left out
        else:
            self.tags.add(ANY_CHANGE)  # since the nearest articles are weighed against all titles
        return await self._content.related(article, first)

    async def backlinks(self, article: Article) -> tuple[Backlink, ...]:
        self.tags.add(ANY_CHANGE)
        return await self._content.backlinks(article)

    async def linked(self, link: RelatedLink) -> Article | None:
        found = await self._content.linked(link)
        self.tags.add(of_link(link, found))
        return found

    async def texts(self, article: Article) -> Texts:
        return await self._content.texts(article)

    def changes(self, condition: ArticleFilter, since: str | None) -> Changes:
        self.tags.add(ANY_CHANGE)
        return self._content.changes(condition, since)

    async def article_count(self) -> int:
        self.tags.add(ANY_CHANGE)
        return await self._content.article_count()

    async def found(self) -> Found:
        self.tags.add(ANY_CHANGE)
        return await self._content.found()


class TracedSubjects(dict[str, Subject | None]):
    """The subjects that have been asked for by slug, each noted once: all in a list ask for few."""

    __slots__ = ("_find", "_tags")

    def __init__(self, find: Callable[[str], Subject | None], tags: set[str]) -> None:
        super().__init__()
        self._find = find
        self._tags = tags

    def __missing__(self, slug: str) -> Subject | None:
        """Called for one that has not been asked for."""
        self._tags.add(of_name(slug))
        found = self[slug] = self._find(slug)
        return found


def of_key(key: ArticleKey) -> str:
    match key:
        case PathKey(path):
            return of_article(path)
        case UrlKey(url):
            return of_url(url)
        case _:
            return of_place(slugify_subject(key.subject), key.slug)


def of_condition(condition: ArticleFilter) -> Sequence[str]:
    """The lists of the subjects that a filter names, else any change."""
    asked = condition.subject
    if asked is None or (asked.eq is None and asked.in_ is None):
        return [ANY_CHANGE]
    names = [asked.eq] if asked.eq is not None else asked.in_ or ()
    return [of_list(slugify_subject(name)) for name in names]


def of_link(link: RelatedLink, found: Article | None) -> str:
    """The url, unless the link leads or could lead by its id, to an article of any url."""
    by_url = found is not None and link.url is not None and same(found.url, link.url)
    return of_url(link.url or "") if by_url or not link.article_id else ANY_CHANGE


def same(url: str, other: str) -> bool:
    return url.rstrip("/") == other.rstrip("/")

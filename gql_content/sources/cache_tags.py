"""Cache tags: which content a response depends on, and which responses a change touches."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from gql_content.content import slugify_subject
from gql_content.library import Library, diff
from gql_content.model import Article, RelatedLink, Subject, Texts
from gql_content.query import ArticleFilter, Facet, FacetField, Order, Scope, Slice, Window
from gql_content.sources.content_search import SearchPage
from gql_content.sources.ports import (
    ArticleKey,
    Backlink,
    Changes,
    Content,
    PathKey,
    Related,
    UrlKey,
)
from gql_content.sources.rule_runner import Found

__all__ = ["ALL", "ANY_CHANGE", "TracedContent", "of_article", "touched"]


ALL = "all"
ANY_CHANGE = "content"

SUBJECTS = 1_000  # whose tags are remembered: each article in a list has one
LONGEST_REMEMBERED = 200  # characters: clients name subjects too, of any length
READABLE = re.compile(r"[a-z0-9-]{1,40}")
DIGITS = 12  # hexadecimal: among millions of articles, two that are purged together do no harm


def of_article(path: str) -> str:
    """What stands in the file at a path, or that there is none."""
    return f"a-{digest(path)}"


def of_url(url: str) -> str:
    """The article that answers for a url, or that none does."""
    return f"u-{digest(url.rstrip('/'))}"


def of_place(subject: str, slug: str) -> str:
    """The article at a subject's slug and its own, or that there is none."""
    return f"p-{digest(f'{subject}/{slug}')}"


def of_list(subject: str) -> str:
    """The articles of a subject: which there are and what they say."""
    return f"s-{short(subject)}"


def of_name(subject: str) -> str:
    """A subject's name and the number of its articles."""
    return known_name(subject) if len(subject) <= LONGEST_REMEMBERED else name_of(subject)


def name_of(subject: str) -> str:
    return f"n-{short(subject)}"


known_name = lru_cache(SUBJECTS)(name_of)


def short(slug: str) -> str:
    return slug if READABLE.fullmatch(slug) else digest(slug)


def digest(text: str) -> str:
    return sha256(text.encode(errors="surrogateescape")).hexdigest()[:DIGITS]


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


def touched(seen: Library, current: Library) -> frozenset[str]:
    """The tags of all answers that may differ between two libraries; none if they are the same."""
    if seen.revision == current.revision:
        return frozenset()
    tags = {ANY_CHANGE}
    for article in changed(seen, current):
        tags.update(tags_of(article))
    for slug in seen.subjects.keys() | current.subjects.keys():
        if seen.subjects.get(slug) != current.subjects.get(slug):
            tags.add(of_name(slug))
    return frozenset(tags)


def changed(seen: Library, current: Library) -> Iterator[Article]:
    """Each article that came, went, or is another, as it was and as it is."""
    found = diff(seen, current)
    yield from (*found.added, *found.removed)
    for article in found.modified:
        yield article
        yield seen.articles[article.path]
    yield from flagged(seen, current)


def flagged(seen: Library, current: Library) -> Iterator[Article]:
    """The articles that are the same, but served for what their files hold no more, or again."""
    for path in current.articles.keys_apart_from(seen.articles):
        was, now = seen.articles.get(path), current.articles.get(path)
        if was is not None and now is not None and was.source.stale != now.source.stale:
            yield now


def tags_of(article: Article) -> Iterator[str]:
    yield of_article(article.path)
    yield of_url(article.url)
    if article.subject_slug is not None:
        yield of_place(article.subject_slug, article.slug)
        yield of_list(article.subject_slug)

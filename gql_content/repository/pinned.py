from collections.abc import Mapping
from datetime import datetime

from gql_content.library import Library
from gql_content.listing import ArticleFilter, Order, Slice, Window, list_articles
from gql_content.model import Article, Problem, RelatedLink, Subject, Texts
from gql_content.parsing import subject_slug
from gql_content.repository.content import ArticleKey, Content, PathKey, UrlKey
from gql_content.repository.port import Repository

__all__ = ["pin"]


def pin(repository: Repository) -> Content:
    """The content of `repository` as it is now, whatever happens to its files meanwhile."""
    return LibraryContent(repository, repository.library)


class LibraryContent:
    """`Content` out of a library in memory and texts out of its repository."""

    __slots__ = ("_library", "_repository", "loaded_at", "revision", "subjects")

    def __init__(self, repository: Repository, library: Library) -> None:
        self._repository = repository
        self._library = library
        self.revision: str = library.revision
        self.loaded_at: datetime = repository.loaded_at
        self.subjects: Mapping[str, Subject] = library.subjects

    async def article(self, key: ArticleKey) -> Article | None:
        """See `Content`, here and below."""
        match key:
            case PathKey(path):
                return self._library.article_at(path)
            case UrlKey(url):
                return self._library.article_by_url(url)
            case _:
                return self._library.article_by_slug(subject_slug(key.subject), key.slug)

    async def articles(self, condition: ArticleFilter, order: Order, window: Window) -> Slice:
        return list_articles(self._library, condition, order, window)

    async def linked(self, link: RelatedLink) -> Article | None:
        found = self._library.article_by_url(link.url) if link.url else None
        if found is None and link.article_id:
            same_id = self._library.articles_by_id(link.article_id)
            found = same_id[0] if len(same_id) == 1 else None
        return found

    async def texts(self, article: Article) -> Texts:
        return await self._repository.texts(article)

    async def article_count(self) -> int:
        return len(self._library.articles)

    async def problems(self) -> tuple[Problem, ...]:
        return self._library.problems

from collections.abc import Iterable
from typing import Self

from gql_content.library.views import Index
from gql_content.model import Article

__all__ = ["Backlinks"]

Target = tuple[str, str]
"""What a link names: ("url", …) or ("id", …)."""


class Backlinks(Index[Target]):
    """The articles whose texts or related links name a url or an id, whether it exists or not."""

    @classmethod
    def of_all(cls, articles: Iterable[Article]) -> Self:
        """The backlinks within `articles`."""
        return cls.of(articles, lambda _: None)

    def _keys(self, article: Article) -> Iterable[Target]:
        urls = {*article.links, *(link.url for link in article.related if link.url)}
        ids = {link.article_id for link in article.related if link.article_id}
        return (*(("url", bare(url)) for url in urls), *(("id", one) for one in ids))

    def leading_to(self, article: Article) -> list[Article]:
        """The articles that name this one by its url or its id, in the order of paths."""
        named = {one.path: one for one in self["url", bare(article.url)]}
        if article.article_id is not None:
            named |= {one.path: one for one in self["id", article.article_id]}
        named.pop(article.path, None)
        return [named[path] for path in sorted(named)]


def bare(url: str) -> str:
    return url.rstrip("/") or "/"

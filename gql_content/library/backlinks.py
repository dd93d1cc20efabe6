from collections.abc import Iterable
from typing import Self

from gql_content.library.views import Index
from gql_content.model import Article
from gql_content.pacing import Work, batches, finish

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

    @classmethod
    def made(cls, articles: Iterable[Article]) -> Work[Self]:
        """The same, step by step."""
        return cls.in_steps(articles, lambda _: None)

    def leading_to(self, article: Article) -> list[Article]:
        """The articles that name this one by its url or its id, in the order of paths."""
        return finish(self.linking_to(article))

    def linking_to(self, article: Article) -> Work[list[Article]]:
        """The same, step by step."""
        by_id = () if article.article_id is None else self["id", article.article_id]
        named: dict[str, Article] = {}
        for batch in batches((*self["url", bare(article.url)], *by_id)):
            named |= {one.path: one for one in batch}
            yield
        named.pop(article.path, None)
        return [named[path] for path in sorted(named)]


def bare(url: str) -> str:
    return url.rstrip("/") or "/"

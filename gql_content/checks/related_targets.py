from collections.abc import Iterator

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article, RelatedLink

__all__ = ["related_id", "related_subject", "related_title", "related_url"]


def related_url(article: Article, site: Site) -> Iterator[Finding]:
    """A related link to a url that no article has."""
    for number, link in enumerate(article.related):
        if link.url and link.url.startswith("/") and site.library.article_by_url(link.url) is None:
            yield Finding(
                f"No article has the url {link.url}.",
                _by_id(link, site) or "Correct the url, or remove the link.",
                f"related.{number}.url",
            )


def related_id(article: Article, site: Site) -> Iterator[Finding]:
    """A related link whose id no article has; a url that leads nowhere is told by itself."""
    for number, link in enumerate(article.related):
        if not link.article_id or site.library.articles_by_id(link.article_id):
            continue
        if _target(link, site) is not None or not link.url:
            yield Finding(
                f"No article has the id {link.article_id}.",
                _right_id(_target(link, site)),
                f"related.{number}.id",
            )


def related_title(article: Article, site: Site) -> Iterator[Finding]:
    """A related link whose title is not, or no more, that of the article it leads to."""
    for number, link in enumerate(article.related):
        target = _target(link, site)
        if target is not None and link.title and _plain(link.title) != _plain(target.title):
            yield Finding(
                f"The article is now called {target.title!r}.",
                "Copy its title.",
                f"related.{number}.title",
            )


def related_subject(article: Article, site: Site) -> Iterator[Finding]:
    """A related link whose subject is not that of the article; how it is spelled counts not."""
    for number, link in enumerate(article.related):
        target = _target(link, site)
        if target is None or not link.subject_name or target.subject_name is None:
            continue
        if _plain(link.subject_name).casefold() != _plain(target.subject_name).casefold():
            yield Finding(
                f"The subject of the article is {target.subject_name!r}.",
                f"Write {target.subject_name}.",
                f"related.{number}.subject",
            )


def _target(link: RelatedLink, site: Site) -> Article | None:
    return site.library.article_by_url(link.url) if link.url else None


def _by_id(link: RelatedLink, site: Site) -> str | None:
    same = site.library.articles_by_id(link.article_id) if link.article_id else ()
    return f"The article with the id {link.article_id} is at {same[0].url}." if same else None


def _right_id(target: Article | None) -> str:
    if target is None or target.article_id is None:
        return "Correct the id, or remove it."
    return f"Write {target.article_id}, the id of the article at {target.url}."


def _plain(text: str) -> str:
    return " ".join(text.split())

"""Texts as a standard wants them: on one line, and absent rather than blank."""

from collections.abc import Iterable

from gql_content.model import Article

__all__ = ["headline", "one_line", "together"]


def one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def together(texts: Iterable[str]) -> tuple[str, ...]:
    """Each of the texts that is not blank, once."""
    lines = (one_line(text) for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))


def headline(article: Article) -> str:
    """The article's own title; that for search results often names the site instead."""
    return one_line(article.title) or one_line(article.seo.title) or article.slug

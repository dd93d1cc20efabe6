"""Normalizes texts to single lines; blank ones become None."""

from collections.abc import Iterable

from gql_content.model import Article

__all__ = ["get_headline", "normalize_line", "normalize_lines"]


def normalize_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def normalize_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the unique lines that are not blank."""
    lines = (normalize_line(text) for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))


def get_headline(article: Article) -> str:
    """Return the article's title, not its SEO title, which often contains the site's name."""
    return normalize_line(article.title) or normalize_line(article.seo.title) or article.slug

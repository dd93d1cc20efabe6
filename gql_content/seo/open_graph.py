"""The Open Graph of an article: https://ogp.me"""

import re

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import canonical_url
from gql_content.seo.lines import headline, one_line, together
from gql_content.seo.published import published
from gql_content.seo.site import ImageRef, Site
from gql_content.seo.urls import absolute_image

__all__ = ["OpenGraph", "open_graph"]

TERRITORY = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})")


class OpenGraph(Struct, frozen=True):
    """How a page looks where it is shared; `published_time` is ISO 8601."""

    type: str
    title: str
    description: str | None
    url: str | None
    site_name: str | None
    locale: str | None
    image: ImageRef | None
    published_time: str | None
    author: str | None
    section: str | None
    tags: tuple[str, ...]


def open_graph(article: Article, site: Site, image: ImageRef | None = None) -> OpenGraph:
    """The Open Graph of an article, with its image, or that of the site."""
    return OpenGraph(
        type="article",
        title=headline(article),
        description=one_line(article.seo.page_description),
        url=canonical_url(article, site),
        site_name=one_line(site.name),
        locale=_territory(site.locale),
        image=absolute_image(image, site),
        published_time=published(article),
        author=one_line(article.author),
        section=one_line(article.subject_name),
        tags=together(article.seo.page_keywords),
    )


def _territory(locale: str | None) -> str | None:
    """`language_TERRITORY`, the only form there is; a language alone would be ignored."""
    found = TERRITORY.fullmatch((locale or "").strip())
    return f"{found[1].lower()}_{found[2].upper()}" if found else None

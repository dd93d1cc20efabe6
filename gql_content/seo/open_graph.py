"""Open Graph metadata: https://ogp.me"""

import re

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import resolve_canonical_url
from gql_content.seo.lines import get_headline, normalize_line, normalize_lines
from gql_content.seo.published import format_published_date
from gql_content.seo.site import ImageRef, Site
from gql_content.seo.urls import make_absolute_image

__all__ = ["OpenGraph", "build_open_graph"]

LANGUAGE_AND_TERRITORY = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z]{4})?[-_]([A-Za-z]{2})")


class OpenGraph(Struct, frozen=True):
    """Open Graph properties. `published_time` is ISO 8601."""

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


def build_open_graph(article: Article, site: Site, image: ImageRef | None = None) -> OpenGraph:
    """Build the Open Graph of an article, with its image or the site's."""
    return OpenGraph(
        type="article",
        title=get_headline(article),
        description=normalize_line(article.seo.page_description),
        url=resolve_canonical_url(article, site),
        site_name=normalize_line(site.name),
        locale=_format_locale(site.locale),
        image=make_absolute_image(image, site),
        published_time=format_published_date(article),
        author=normalize_line(article.author),
        section=normalize_line(article.subject_name),
        tags=normalize_lines(article.seo.page_keywords),
    )


def _format_locale(locale: str | None) -> str | None:
    """Return `language_TERRITORY`, None for a language alone: Open Graph has no other form."""
    found = LANGUAGE_AND_TERRITORY.fullmatch((locale or "").strip())
    return f"{found[1].lower()}_{found[2].upper()}" if found else None

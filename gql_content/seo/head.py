"""What goes into a page's <head>: canonical url, meta tags, Open Graph."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Literal

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.absolute_urls import ImageRef, Site, make_absolute_image, make_absolute_url

__all__ = [
    "MetaTag",
    "OpenGraph",
    "build_meta_tags",
    "build_open_graph",
    "format_published_date",
    "get_headline",
    "normalize_line",
    "normalize_lines",
    "resolve_canonical_url",
]


def resolve_canonical_url(article: Article, site: Site) -> str | None:
    """Return the article's canonical url, else its own, made absolute. None if there is none.

    https://www.rfc-editor.org/rfc/rfc6596
    """
    return make_absolute_url(article.seo.canonical_url, site) or make_absolute_url(
        article.url, site
    )


def format_published_date(article: Article) -> str | None:
    """Return the date as written, with time and zone if given."""
    day, moment = article.date, article.published_at
    if day is None:
        return None
    if moment is None or _is_implied_midnight(moment):
        return day.isoformat()
    return datetime.combine(day, moment.timetz()).isoformat()


def _is_implied_midnight(moment: datetime) -> bool:
    """Whether the time is not the author's: a plain date is parsed as midnight in UTC."""
    return moment.time() == time() and not moment.utcoffset()


def normalize_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def normalize_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the unique lines that are not blank."""
    lines = (normalize_line(text) for text in texts)
    return tuple(dict.fromkeys(line for line in lines if line))


def get_headline(article: Article) -> str:
    """Return the article's title, not its SEO title, which often contains the site's name."""
    return normalize_line(article.title) or normalize_line(article.seo.title) or article.slug


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


Pairs = Iterable[tuple[str, str | None]]


class MetaTag(Struct, frozen=True):
    """An element of a <head>. Its values are plain text: escape them when rendering."""

    tag: Literal["title", "meta", "link"]
    attributes: tuple[tuple[str, str], ...] = ()
    content: str | None = None


def build_meta_tags(
    article: Article, site: Site, image: ImageRef | None = None
) -> tuple[MetaTag, ...]:
    """Build title, description, canonical url, Open Graph and Twitter card, without blank tags."""
    graph = build_open_graph(article, site, image)
    return (
        *_make_title_tag(article),
        *_make_meta_tags("name", _iterate_named_values(article)),
        *_make_canonical_tag(article, site),
        *_make_meta_tags("property", _iterate_open_graph_properties(graph)),
        *_make_meta_tags("name", _iterate_twitter_card_values(graph, site)),
    )


def _make_title_tag(article: Article) -> Iterator[MetaTag]:
    if title := normalize_line(article.seo.title):
        yield MetaTag("title", content=title)


def _make_canonical_tag(article: Article, site: Site) -> Iterator[MetaTag]:
    if url := resolve_canonical_url(article, site):
        yield MetaTag("link", (("rel", "canonical"), ("href", url)))


def _make_meta_tags(key: str, pairs: Pairs) -> Iterator[MetaTag]:
    for name, content in pairs:
        if content:
            yield MetaTag("meta", ((key, name), ("content", content)))


def _iterate_named_values(article: Article) -> Pairs:
    yield "description", normalize_line(article.seo.page_description)
    yield "keywords", ", ".join(normalize_lines(article.seo.page_keywords))
    yield "author", normalize_line(article.author)
    # No "nofollow": the links to related articles should be followed.
    yield "robots", "noindex" if article.no_index else None


def _iterate_open_graph_properties(graph: OpenGraph) -> Pairs:
    yield "og:type", graph.type
    yield "og:title", graph.title
    yield "og:description", graph.description
    yield "og:url", graph.url
    yield "og:site_name", graph.site_name
    yield "og:locale", graph.locale
    if graph.image:
        yield "og:image", graph.image.url
        yield "og:image:alt", graph.image.alt
    yield "article:published_time", graph.published_time
    yield "article:author", graph.author
    yield "article:section", graph.section
    yield from (("article:tag", tag) for tag in graph.tags)


def _iterate_twitter_card_values(graph: OpenGraph, site: Site) -> Pairs:
    """Yield the Twitter card. It takes title, description and image from the Open Graph.

    https://developer.x.com/en/docs/x-for-websites/cards/overview/markup
    """
    yield "twitter:card", "summary_large_image" if graph.image else "summary"
    handle = (normalize_line(site.twitter) or "").lstrip("@")
    yield "twitter:site", handle and f"@{handle}"
    yield "twitter:image:alt", graph.image and graph.image.alt

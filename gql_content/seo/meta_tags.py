"""The tags of a page's <head>: https://html.spec.whatwg.org/multipage/semantics.html"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import canonical_url
from gql_content.seo.lines import one_line, together
from gql_content.seo.open_graph import OpenGraph, open_graph
from gql_content.seo.site import ImageRef, Site

__all__ = ["MetaTag", "meta_tags"]

Pairs = Iterable[tuple[str, str | None]]


class MetaTag(Struct, frozen=True):
    """One element of a <head>; its values are plain text, for the page to escape."""

    tag: Literal["title", "meta", "link"]
    attributes: tuple[tuple[str, str], ...] = ()
    content: str | None = None


def meta_tags(article: Article, site: Site, image: ImageRef | None = None) -> tuple[MetaTag, ...]:
    """Title, description, canonical url, Open Graph and Twitter card; what is blank is left out."""
    graph = open_graph(article, site, image)
    return (
        *_title(article),
        *_meta("name", _named(article)),
        *_canonical(article, site),
        *_meta("property", _properties(graph)),
        *_meta("name", _card(graph, site)),
    )


def _title(article: Article) -> Iterator[MetaTag]:
    if title := one_line(article.seo.title):
        yield MetaTag("title", content=title)


def _canonical(article: Article, site: Site) -> Iterator[MetaTag]:
    if url := canonical_url(article, site):
        yield MetaTag("link", (("rel", "canonical"), ("href", url)))


def _meta(key: str, pairs: Pairs) -> Iterator[MetaTag]:
    for name, content in pairs:
        if content:
            yield MetaTag("meta", ((key, name), ("content", content)))


def _named(article: Article) -> Pairs:
    yield "description", one_line(article.seo.page_description)
    yield "keywords", ", ".join(together(article.seo.page_keywords))
    yield "author", one_line(article.author)
    # Its links are followed, which is the default: the related articles are there to be found.
    yield "robots", "noindex" if article.no_index else None


def _properties(graph: OpenGraph) -> Pairs:
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


def _card(graph: OpenGraph, site: Site) -> Pairs:
    """The card's title, description and image are those of the Open Graph.

    https://developer.x.com/en/docs/x-for-websites/cards/overview/markup
    """
    yield "twitter:card", "summary_large_image" if graph.image else "summary"
    handle = (one_line(site.twitter) or "").lstrip("@")
    yield "twitter:site", handle and f"@{handle}"
    yield "twitter:image:alt", graph.image and graph.image.alt

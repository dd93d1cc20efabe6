"""The meta tags of a page's <head>: https://html.spec.whatwg.org/multipage/semantics.html"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from gql_content.model import Article
from gql_content.seo.canonical import resolve_canonical_url
from gql_content.seo.lines import normalize_line, normalize_lines
from gql_content.seo.open_graph import OpenGraph, build_open_graph
from gql_content.seo.site import ImageRef, Site

__all__ = ["MetaTag", "build_meta_tags"]

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

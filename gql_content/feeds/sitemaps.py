"""Sitemaps (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309)."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gql_content.feeds.atom_feed import add_element, make_root, serialize
from gql_content.feeds.feed_links import (
    format_publication_date,
    get_normalized_home_url,
    is_on_site,
    make_article_url,
    make_canonical_url,
    require_home_url,
)
from gql_content.library import Library
from gql_content.seo import Site

__all__ = ["SitemapLimits", "render_robots_txt", "render_sitemap"]


SITEMAP_FILE_NAME = "sitemap.xml"
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_SITEMAP_URLS = 50_000
MAX_SITEMAP_BYTES = 50 * 1024 * 1024
MAX_URL_CHARACTERS = 2_047

SitemapPage = tuple[str, str | None]  # url, date


class SitemapLimits(Struct, frozen=True):
    """The limits of the protocol for one file; `size` is in bytes."""

    urls: int = MAX_SITEMAP_URLS
    size: int = MAX_SITEMAP_BYTES


def render_sitemap(
    library: Library,
    site: Site,
    limits: SitemapLimits = SitemapLimits(),  # noqa: B008 - a frozen value
) -> Mapping[str, bytes]:
    """Render the files of the sitemap by name. Above the limits, the first is an index of the rest.

    It lists the unique canonical urls on this site, sorted. Empty if there are none, because the
    protocol does not allow an empty file. Raises `MissingSiteUrlError`.
    """
    home_url = require_home_url(site)
    pages = sorted(_collect_pages(library, site, home_url).items())
    parts = list(_render_parts(pages, limits))
    if not parts:
        return {}
    if len(parts) == 1:
        return {SITEMAP_FILE_NAME: parts[0]}
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
    return {SITEMAP_FILE_NAME: _render_index([f"{home_url}/{name}" for name in named]), **named}


def _collect_pages(library: Library, site: Site, home_url: str) -> dict[str, str | None]:
    """Return the urls with their last publication dates.

    Not with file times, which are those of the checkout on this machine.
    """
    pages: dict[str, str | None] = {}
    articles = library.articles.values()
    hidden = {
        (make_article_url(one, site) or "").rstrip("/") for one in articles if one.no_index
    } | {""}
    for article in articles:
        url = None if article.no_index else make_canonical_url(article, site)
        # Urls that differ only in the fragment are the same page.
        page = url.partition("#")[0] if url and is_on_site(home_url, url) else ""
        if page.rstrip("/") not in hidden and len(page) <= MAX_URL_CHARACTERS:
            pages[page] = max(
                pages.get(page), format_publication_date(article), key=lambda day: day or ""
            )
    return pages


def _render_parts(pages: Sequence[SitemapPage], limits: SitemapLimits) -> Iterator[bytes]:
    for first in range(0, len(pages), limits.urls):
        yield from _render_fitting(pages[first : first + limits.urls], limits.size)


def _render_fitting(pages: Sequence[SitemapPage], max_bytes: int) -> Iterator[bytes]:
    """Render one file, or split the pages in half until each file fits."""
    document = _render_urlset(pages)
    if len(document) <= max_bytes or len(pages) == 1:
        yield document
        return
    middle = len(pages) // 2
    yield from _render_fitting(pages[:middle], max_bytes)
    yield from _render_fitting(pages[middle:], max_bytes)


def _render_urlset(pages: Sequence[SitemapPage]) -> bytes:
    document = make_root("urlset", SITEMAP_NAMESPACE)
    for url, day in pages:
        entry = add_element(document, "url")
        add_element(entry, "loc", url)
        if day:
            add_element(entry, "lastmod", day)
    return serialize(document)


def _render_index(urls: Sequence[str]) -> bytes:
    document = make_root("sitemapindex", SITEMAP_NAMESPACE)
    for url in urls:
        add_element(add_element(document, "sitemap"), "loc", url)
    return serialize(document)


def render_robots_txt(site: Site) -> str:
    """Allow everything, even `no_index` pages: a crawler must read a page to see its noindex."""
    rules = "User-agent: *\nAllow: /\n"
    home_url = get_normalized_home_url(site)
    return f"{rules}\nSitemap: {home_url}/{SITEMAP_FILE_NAME}\n" if home_url else rules

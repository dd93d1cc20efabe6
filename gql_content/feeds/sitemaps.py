"""https://www.sitemaps.org/protocol.html"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gql_content.feeds.links import home_of, is_below, own_url, preferred_url
from gql_content.feeds.published import written_date
from gql_content.feeds.xml import add, root, written
from gql_content.library import Library
from gql_content.seo import Site

__all__ = ["SITEMAP", "sitemap"]

SITEMAP = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_URLS = 50_000
MOST_BYTES = 50 * 1024 * 1024
LONGEST_URL = 2_047

Page = tuple[str, str | None]  # url, date


class Limits(Struct, frozen=True):
    """How much one file may hold."""

    urls: int = MOST_URLS
    size: int = MOST_BYTES


def sitemap(library: Library, site: Site, limits: Limits = Limits()) -> Mapping[str, bytes]:  # noqa: B008 - a frozen value
    """The files of the sitemap by their names; above the limits the first is an index of the rest.

    It lists the canonical urls on this site, each once, by url. There is no file without a url,
    which the protocol does not allow. Raises `NoSiteUrl`.
    """
    home_url = home_of(site)
    pages = sorted(_pages(library, site, home_url).items())
    parts = list(_parts(pages, limits))
    if not parts:
        return {}
    if len(parts) == 1:
        return {SITEMAP: parts[0]}
    named = {f"sitemap-{number}.xml": part for number, part in enumerate(parts, start=1)}
    return {SITEMAP: _index([f"{home_url}/{name}" for name in named]), **named}


def _pages(library: Library, site: Site, home_url: str) -> dict[str, str | None]:
    """The urls with the last publication at each.

    It is the date of publication, since a file's own time is that of its checkout on this machine.
    """
    pages: dict[str, str | None] = {}
    articles = library.articles.values()
    hidden = {(own_url(one, site) or "").rstrip("/") for one in articles if one.no_index} | {""}
    for article in articles:
        url = None if article.no_index else preferred_url(article, site)
        # A fragment is a place within a page, and two of them are one url to a sitemap.
        page = url.partition("#")[0] if url and is_below(home_url, url) else ""
        if page.rstrip("/") not in hidden and len(page) <= LONGEST_URL:
            pages[page] = max(pages.get(page), written_date(article), key=lambda day: day or "")
    return pages


def _parts(pages: Sequence[Page], limits: Limits) -> Iterator[bytes]:
    for first in range(0, len(pages), limits.urls):
        yield from _fitting(pages[first : first + limits.urls], limits.size)


def _fitting(pages: Sequence[Page], most: int) -> Iterator[bytes]:
    """One file, or halves of halves until each fits."""
    document = _urlset(pages)
    if len(document) <= most or len(pages) == 1:
        yield document
        return
    middle = len(pages) // 2
    yield from _fitting(pages[:middle], most)
    yield from _fitting(pages[middle:], most)


def _urlset(pages: Sequence[Page]) -> bytes:
    document = root("urlset", NAMESPACE)
    for url, day in pages:
        entry = add(document, "url")
        add(entry, "loc", url)
        if day:
            add(entry, "lastmod", day)
    return written(document)


def _index(urls: Sequence[str]) -> bytes:
    document = root("sitemapindex", NAMESPACE)
    for url in urls:
        add(add(document, "sitemap"), "loc", url)
    return written(document)

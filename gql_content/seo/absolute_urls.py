"""Absolute, percent-encoded urls (RFC 3986) for a page's head."""

import re
from functools import lru_cache
from urllib.parse import quote

from msgspec import Struct

from gql_content.addresses import scheme_of

__all__ = ["ImageRef", "Site", "get_home_url", "make_absolute_image", "make_absolute_url"]


class ImageRef(Struct, frozen=True):
    """An image: its url, absolute or relative to the site, and its alternative text."""

    url: str
    alt: str | None = None


class Site(Struct, frozen=True):
    """Site-wide metadata.

    `url` is the home page, such as https://example.org; without it no url can be made absolute.
    `locale` is a language tag with a region, such as en-US. `publisher` is the publisher's name if
    it differs from the site's; `logo` is its image. `twitter` is a handle. `image` is for pages
    without an image.
    """

    url: str | None = None
    name: str | None = None
    locale: str | None = None
    publisher: str | None = None
    logo: str | None = None
    twitter: str | None = None
    image: ImageRef | None = None


ABSOLUTE_URL = re.compile(r"(https?://[\w.\-:\[\]]+)(.*)", re.DOTALL | re.IGNORECASE)
UNENCODED_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
ALLOWED_URL_CHARACTERS = (
    "%/:?#@!$&'()*+,;="  # without brackets: RFC 3986 allows them only in IPv6 hosts
)
MAX_CACHED_URLS = 4_096


def get_home_url(site: Site) -> str | None:
    """Return the url of the home page without a trailing slash. None if it is not configured."""
    return _make_home_url(site.url)


@lru_cache(8)
def _make_home_url(site_url: str | None) -> str | None:
    found = ABSOLUTE_URL.fullmatch((site_url or "").strip())
    return found[1] + _percent_encode(found[2]).rstrip("/") if found else None


def make_absolute_url(url: str | None, site: Site) -> str | None:
    """Make a url absolute. None if it has a scheme but http(s), or if the site has no url."""
    return _make_absolute_url(url, site.url) if url else None


@lru_cache(MAX_CACHED_URLS)
def _make_absolute_url(url: str, site_url: str | None) -> str | None:
    url = url.strip()
    if found := ABSOLUTE_URL.fullmatch(url):
        return found[1] + _percent_encode(found[2])
    if not url or scheme_of(url) is not None:
        return None
    return _join_site_url(_make_home_url(site_url), url)


def make_absolute_image(image: ImageRef | None, site: Site) -> ImageRef | None:
    """Return the image, else the site's, with an absolute url. None if there is none."""
    for each in (image, site.image):
        if each and (url := make_absolute_url(each.url, site)):
            return ImageRef(url, " ".join((each.alt or "").split()) or None)
    return None


def _join_site_url(site_url: str | None, url: str) -> str | None:
    if url.startswith("//"):
        return _make_absolute_url(_get_scheme(site_url) + url, None)
    return f"{site_url}/{_percent_encode(url.lstrip('/'))}" if site_url else None


def _get_scheme(site_url: str | None) -> str:
    return "http:" if site_url and site_url.lower().startswith("http:") else "https:"


def _percent_encode(rest: str) -> str:
    return quote(UNENCODED_PERCENT.sub("%25", rest), safe=ALLOWED_URL_CHARACTERS)

"""Urls as they are written in a page's head: absolute, and encoded as RFC 3986 wants."""

import re
from functools import lru_cache
from urllib.parse import quote

from gql_content.addresses import scheme_of
from gql_content.seo.site import ImageRef, Site

__all__ = ["absolute_image", "absolute_url", "home_url"]

ABSOLUTE = re.compile(r"(https?://[\w.\-:\[\]]+)(.*)", re.DOTALL | re.IGNORECASE)
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
ALLOWED = "%/:?#@!$&'()*+,;="  # without brackets: RFC 3986 knows them around addresses only
REMEMBERED = 4_096  # lists repeat them


def home_url(site: Site) -> str | None:
    """The url of the home page without the slash at its end."""
    return _home(site.url)


@lru_cache(8)
def _home(site_url: str | None) -> str | None:
    found = ABSOLUTE.fullmatch((site_url or "").strip())
    return found[1] + _encoded(found[2]).rstrip("/") if found else None


def absolute_url(url: str | None, site: Site) -> str | None:
    """The url with the site's in front, if it needs that; None if it is none for the web."""
    return _absolute(url, site.url) if url else None


@lru_cache(REMEMBERED)
def _absolute(url: str, site_url: str | None) -> str | None:
    written = url.strip()
    if found := ABSOLUTE.fullmatch(written):
        return found[1] + _encoded(found[2])
    if not written or scheme_of(written) is not None:
        return None
    return _on(_home(site_url), written)


def absolute_image(image: ImageRef | None, site: Site) -> ImageRef | None:
    """The image, or that of the site, if there is a url to it from elsewhere."""
    for each in (image, site.image):
        if each and (url := absolute_url(each.url, site)):
            return ImageRef(url, " ".join((each.alt or "").split()) or None)
    return None


def _on(site_url: str | None, written: str) -> str | None:
    if written.startswith("//"):
        return _absolute(_scheme(site_url) + written, None)
    return f"{site_url}/{_encoded(written.lstrip('/'))}" if site_url else None


def _scheme(site_url: str | None) -> str:
    return "http:" if site_url and site_url.lower().startswith("http:") else "https:"


def _encoded(rest: str) -> str:
    return quote(STRAY_PERCENT.sub("%25", rest), safe=ALLOWED)

"""Which addresses may reach a page, trusted author or not: none that a browser would run."""

import re
from html import unescape

__all__ = ["LINK_SCHEMES", "safe_image", "safe_link", "scheme_of"]


LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

SURE = ("/", "https://", "http://")  # as nearly all are

# As browsers read an address (https://url.spec.whatwg.org/#concept-basic-url-parser): controls and
# blanks around it do not count, nor do tabs and line breaks anywhere in it.
AROUND = "".join(map(chr, range(0x21)))
WITHIN = re.compile(r"[\t\n\r]")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
# No SVG, which can hold scripts.
RASTER = re.compile(r"data:image/(?:avif|gif|jpeg|jpg|png|webp)[;,]", re.IGNORECASE)


def scheme_of(address: str) -> str | None:
    """The scheme by which a browser opens an address, in small letters; None for a relative one."""
    found = SCHEME.match(as_read(address))
    return None if found is None else found[1].lower()


def safe_link(address: str) -> str | None:
    """The address of a link as it is written; None where it is neither relative nor harmless.

    One that would be harmful in a page that prints it unescaped is harmful too.
    """
    if address.startswith(SURE):
        return address
    return address if is_harmless(address) and is_harmless(unescape(address)) else None


def safe_image(address: str) -> str | None:
    """The address of an image as it is written; beside links, raster images may be in their own."""
    if RASTER.match(as_read(address)) and RASTER.match(as_read(unescape(address))):
        return address
    return safe_link(address)


def is_harmless(address: str) -> bool:
    scheme = scheme_of(address)
    return scheme is None or scheme in LINK_SCHEMES


def as_read(address: str) -> str:
    return WITHIN.sub("", address.strip(AROUND))

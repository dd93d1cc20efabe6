from msgspec import Struct

__all__ = ["ImageRef", "Site"]


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

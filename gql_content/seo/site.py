from msgspec import Struct

__all__ = ["ImageRef", "Site"]


class ImageRef(Struct, frozen=True):
    """An image by its url, absolute or on the site, and what it shows."""

    url: str
    alt: str | None = None


class Site(Struct, frozen=True):
    """What is the same on every page.

    `url` is that of the home page, such as https://example.org, and without it nothing can be
    absolute. `locale` is a language tag with its region, such as en-US. `publisher` is the
    organization behind the site, where it has another name; `logo` is its image. `twitter` is a
    handle; `image` is shown for pages that have none of their own.
    """

    url: str | None = None
    name: str | None = None
    locale: str | None = None
    publisher: str | None = None
    logo: str | None = None
    twitter: str | None = None
    image: ImageRef | None = None

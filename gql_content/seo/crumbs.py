from msgspec import Struct

__all__ = ["Crumb"]


class Crumb(Struct, frozen=True):
    """A breadcrumb between the home page and the article, such as the page of its subject."""

    name: str
    url: str

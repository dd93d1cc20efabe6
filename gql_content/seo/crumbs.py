from msgspec import Struct

__all__ = ["Crumb"]


class Crumb(Struct, frozen=True):
    """A page on the way from the home page to the article, such as that of its subject."""

    name: str
    url: str

from msgspec import Struct

__all__ = ["Finding"]


class Finding(Struct, frozen=True):
    """A finding of a rule in a file.

    `field` is the dotted name of a key, or `BODY`. `at` is the character offset in its parsed text.
    `of_key` means the position of the key, not of its value. For related links, the number is the
    index in `Article.related`: `related.0.url`.
    """

    message: str
    remedy: str
    field: str | None = None
    at: int | None = None
    of_key: bool = False

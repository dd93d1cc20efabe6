from msgspec import Struct

__all__ = ["Finding"]


class Finding(Struct, frozen=True):
    """What a rule has found; which file and rule it belongs to is known to whoever asked.

    `field` is the dotted name of a key, or `BODY`; `at` counts characters in its text as it is
    read, `of_key` means the key itself and not its value. In a related link's field the number
    is that in `Article.related`: `related.0.url`.
    """

    message: str
    remedy: str
    field: str | None = None
    at: int | None = None
    of_key: bool = False

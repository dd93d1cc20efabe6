"""Content negotiation (RFC 9110, section 12.5): media types and content codings."""

import gzip
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module

from msgspec import Struct

__all__ = [
    "CODINGS",
    "GRAPHQL_JSON",
    "IDENTITY",
    "JSON",
    "answering_type",
    "choose",
    "elements_in",
    "wanted",
]


JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
REMEMBERED = 1_000
LONGEST = 1_000  # bytes of a header that is remembered
LONGEST_READ = 4_000  # characters of a header, and
MOST_READ = 50  # elements of it, and
MOST_PARAMETERS = 8  # parameters of each; what comes behind them is not read


class Range(Struct, frozen=True):
    """One element of an Accept header, or of a kindred one."""

    pattern: str
    quality: float

    def weighs(self, media_type: str) -> int:
        """How exactly this range names a media type; 0 if it does not."""
        if self.pattern == media_type:
            return 3
        kind = media_type.partition("/")[0]
        return {f"{kind}/*": 2, "*/*": 1}.get(self.pattern, 0)


def answering_type(accept: bytes) -> str | None:
    """The media type of an answer to a client with this header; None if there is none."""
    return remembered_type(accept) if len(accept) <= LONGEST else chosen_type(accept)


def chosen_type(accept: bytes) -> str | None:
    return choose(accept.decode("latin-1"), (JSON, GRAPHQL_JSON))


remembered_type = lru_cache(REMEMBERED)(chosen_type)


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The one of `offered` that is liked best, the first of several equals; None if none is."""
    ranges = ranges_in(accept)
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: liking(ranges, media_type))
    return best if liking(ranges, best) > 0 else None


def ranges_in(header: str) -> list[Range]:
    """The elements of a header."""
    return [range_of(element) for element in elements_in(header)]


def elements_in(header: str) -> list[str]:
    """The elements of a header as they are written, as many as are read of any."""
    elements = header[:LONGEST_READ].split(",", MOST_READ)[:MOST_READ]
    return [element for element in elements if element.strip()]


def liking(ranges: Sequence[Range], media_type: str) -> float:
    """By the range that names the media type most exactly."""
    most_exact = max(ranges, key=lambda one: one.weighs(media_type))
    return most_exact.quality if most_exact.weighs(media_type) else 0


def range_of(element: str) -> Range:
    parts = element.split(";", MOST_PARAMETERS + 1)
    pattern, *parameters = (part.strip().lower() for part in parts)
    return Range(pattern=pattern, quality=quality_of(parameters[:MOST_PARAMETERS]))


def quality_of(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(0, float(value)), 1)  # In this sequence NaN counts as 0.
            except ValueError:
                return 0
    return 1


IDENTITY = b"identity"
MAX_CACHED_CODING_BYTES = 500  # bytes of a header that is remembered
MAX_CODING_BYTES = 1_000  # bytes of one that is not
GZIP_LEVEL = 6
BROTLI_QUALITY = 5  # smaller than any gzip, at the time of gzip's middle levels


def by_brotli(body: bytes) -> bytes:
    # By its name, since it has no types; and here, since a start needs it not.
    return import_module("brotli").compress(body, quality=BROTLI_QUALITY)


def by_gzip(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


CODINGS: Mapping[bytes, Callable[[bytes], bytes]] = {b"br": by_brotli, b"gzip": by_gzip}


def wanted(accept_encoding: bytes) -> bytes:
    """The coding that a client likes best, the smallest of equals; `identity` if it names none."""
    if len(accept_encoding) > MAX_CACHED_CODING_BYTES:
        return chosen(accept_encoding[:MAX_CODING_BYTES])
    return remembered(accept_encoding)


def chosen(accept_encoding: bytes) -> bytes:
    # Here a star stands alone for any, as */* does among media types.
    ranges = ranges_in(accept_encoding.decode("latin-1").replace("*", "*/*"))
    if not ranges:
        return IDENTITY
    best = max(CODINGS, key=lambda coding: liking(ranges, coding.decode()))
    return best if liking(ranges, best.decode()) > 0 else IDENTITY


remembered = lru_cache(512)(chosen)

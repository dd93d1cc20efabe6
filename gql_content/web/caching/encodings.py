"""The forms in which a body can travel, and which of them a client wants (RFC 9110, 12.5.3)."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib import import_module

from gql_content.web.accepting import liking, ranges_in

__all__ = ["CODINGS", "IDENTITY", "wanted"]

IDENTITY = b"identity"
LONGEST = 500  # bytes of a header that is remembered
LONGEST_READ = 1_000  # bytes of one that is not
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
    if len(accept_encoding) > LONGEST:
        return chosen(accept_encoding[:LONGEST_READ])
    return remembered(accept_encoding)


def chosen(accept_encoding: bytes) -> bytes:
    # Here a star stands alone for any, as */* does among media types.
    ranges = ranges_in(accept_encoding.decode("latin-1").replace("*", "*/*"))
    if not ranges:
        return IDENTITY
    best = max(CODINGS, key=lambda coding: liking(ranges, coding.decode()))
    return best if liking(ranges, best.decode()) > 0 else IDENTITY


remembered = lru_cache(512)(chosen)

"""What is posted to a purge url, and how the receiver knows that it comes from here."""

import hmac
from collections.abc import Collection

from msgspec import Struct

from gql_content.repository import ALL

__all__ = ["Purge", "coarse", "signature"]

MOST = 500  # tags in one purge; CDNs take fewer or more, and everything in one go


class Purge(Struct, frozen=True):
    """The tags whose answers are to be forgotten, and the revision that is served instead."""

    revision: str
    tags: tuple[str, ...]


def coarse(tags: Collection[str]) -> frozenset[str]:
    """The tags, or the one that stands for all where they are too many."""
    return frozenset({ALL}) if ALL in tags or len(tags) > MOST else frozenset(tags)


def signature(secret: str, moment: int, body: bytes) -> str:
    """The header that proves a purge: `t` in seconds since 1970, and `v1`, an HMAC by SHA-256.

    Signed are the digits of `t`, a dot, and the body; an old `t` tells that somebody repeats it.
    """
    signed = str(moment).encode() + b"." + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, 'sha256').hexdigest()}"

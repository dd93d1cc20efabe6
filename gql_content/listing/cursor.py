"""Cursors: where an article stands in an order, as text that a client hands back unread.

A cursor is a sort key and no offset: an article added in front of it moves nobody's page.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec

from gql_content.errors import BadCursor
from gql_content.listing.order import Order, OrderKey, SortKey

__all__ = ["decode_cursor", "encode_cursor"]

LONGEST = 256 * 1024  # as a whole request; a title of any sane length has to fit

TYPES: dict[OrderKey, tuple[type, ...]] = {
    OrderKey.DATE: (int,),
    OrderKey.TITLE: (str,),
    OrderKey.URL: (str,),
    OrderKey.SUBJECT: (str,),
    OrderKey.SCORE: (int, float),
    OrderKey.WORD_COUNT: (int,),
}

json = msgspec.json.Decoder(list[bool | int | float | str | None])


def signature(order: Order) -> str:
    """Tells the cursors of one order from those of another."""
    return ",".join(f"{term.key}:{term.sort}" for term in order)


def encode_cursor(key: SortKey, order: Order) -> str:
    """The cursor of the article that stands at `key` in `order`."""
    written = msgspec.json.encode([signature(order), *key])
    return urlsafe_b64encode(written).decode().rstrip("=")


def decode_cursor(cursor: str, order: Order) -> SortKey:
    """The sort key in a cursor, or `BadCursor` where it is none of this order's."""
    if len(cursor) > LONGEST:
        raise BadCursor(f"A cursor is at most {LONGEST} characters long.")
    try:
        padding = "=" * (-len(cursor) % 4)
        written, *key = json.decode(urlsafe_b64decode(cursor + padding))
    except (ValueError, msgspec.DecodeError):
        raise BadCursor(
            f"{shown(cursor)} is no cursor of this service: pass on a cursor unchanged, "
            "as pageInfo or an edge gave it."
        ) from None
    if written != signature(order):
        raise BadCursor(
            "This cursor was given out under another orderBy: "
            "page on with the orderBy of the first page, or start again without a cursor."
        )
    if not fits(key, order):
        raise BadCursor(f"{shown(cursor)} has been changed: pass on a cursor as it was given out.")
    return tuple(key)


def fits(key: list[Any], order: Order) -> bool:
    """Whether a decoded key has the shape of this order's keys."""
    if len(key) != len(order) + 1 or not isinstance(key[-1], str):
        return False
    return all(
        value is None or (isinstance(value, TYPES[term.key]) and not isinstance(value, bool))
        for term, value in zip(order, key, strict=False)
    )


def shown(cursor: str) -> str:
    return repr(cursor if len(cursor) <= 40 else f"{cursor[:40]}…")

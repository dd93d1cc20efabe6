from typing import Any

import msgspec
import orjson
from msgspec import Struct

from gql_content.execution import LimitExceeded
from gql_content.web.answering import formatted

__all__ = ["Encoded", "as_json", "encoded"]

# What is no JSON by itself is msgspec's business, so that it looks the same everywhere.
PLAIN = (
    orjson.OPT_PASSTHROUGH_DATACLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_SUBCLASS
)


class Encoded(Struct, frozen=True):
    """An answer in bytes, or an error in its place."""

    body: bytes
    is_whole: bool = True


def as_json(body: dict[str, Any]) -> bytes:
    """The body as JSON. orjson takes half of msgspec's time, but neither numbers of more than 64
    bits nor what is nested more than 254 times.
    """
    try:
        return orjson.dumps(body, option=PLAIN)
    except orjson.JSONEncodeError:
        return msgspec.json.encode(body)


def encoded(body: dict[str, Any], most: int) -> Encoded:
    """The body as JSON; where that is too large, one that says so."""
    written = as_json(body)
    if len(written) <= most:
        return Encoded(written)
    error = LimitExceeded("answer", len(written), "bytes in the answer", most)
    told = {"data": None, "errors": [formatted(error, is_request_error=False)]}
    return Encoded(msgspec.json.encode(told), is_whole=False)

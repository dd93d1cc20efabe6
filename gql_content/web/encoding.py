from typing import Any

import msgspec
from msgspec import Struct

from gql_content.execution import LimitExceeded
from gql_content.web.answering import formatted

__all__ = ["Encoded", "encoded"]


class Encoded(Struct, frozen=True):
    """An answer in bytes, or an error in its place."""

    body: bytes
    is_whole: bool = True


def encoded(body: dict[str, Any], most: int) -> Encoded:
    """The body as JSON; where that is too large, one that says so."""
    written = msgspec.json.encode(body)
    if len(written) <= most:
        return Encoded(written)
    error = LimitExceeded("answer", len(written), "bytes in the answer", most)
    told = {"data": None, "errors": [formatted(error, is_request_error=False)]}
    return Encoded(msgspec.json.encode(told), is_whole=False)

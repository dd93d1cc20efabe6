from typing import Any

import msgspec

from gql_content.execution import LimitExceeded
from gql_content.web.answering import formatted

__all__ = ["encoded"]


def encoded(body: dict[str, Any], most: int) -> bytes:
    """The body as JSON; where that is too large, one that says so."""
    written = msgspec.json.encode(body)
    if len(written) <= most:
        return written
    error = LimitExceeded("answer", len(written), "bytes in the answer", most)
    return msgspec.json.encode({"data": None, "errors": [formatted(error, is_request_error=False)]})

"""What one request turned out to be: noted by whoever comes to know it, read by log and metrics."""

import os
from collections.abc import Iterator, MutableMapping
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

__all__ = ["CacheState", "Exchange", "OperationKind", "begin_exchange", "exchange_of"]

KEY = "exchange"
ID_BYTES, DRAWN = 8, 256


class CacheState(StrEnum):
    """What the caches had to do with an answer."""

    NONE = "none"  # no cache was asked
    HIT = "hit"  # the bytes were remembered
    MISS = "miss"  # executed, and remembered for the next
    BYPASS = "bypass"  # executed, and not to be remembered
    NOT_MODIFIED = "not_modified"  # the client's own copy is still good: 304


class OperationKind(StrEnum):
    """What a request asked to be run; `NONE` where it held no operation that could be read."""

    NONE = "none"
    QUERY = "query"
    MUTATION = "mutation"
    SUBSCRIPTION = "subscription"


def ids() -> Iterator[str]:
    """Without end. Each draw lets go of the interpreter, which threads in the background wait for:
    so one draw serves many requests.
    """
    while True:
        drawn = os.urandom(DRAWN * ID_BYTES).hex()
        yield from (drawn[at : at + 2 * ID_BYTES] for at in range(0, len(drawn), 2 * ID_BYTES))


new_id = ids().__next__


class Exchange(Struct):
    """One request, from its first byte to its last.

    `operation_name` is the client's own text, of any length and content: whoever prints it escapes
    and cuts it, and nobody makes it a label of a metric. `cost` is counted as the limit is.
    """

    id: str = field(default_factory=new_id)
    operation_name: str | None = None
    operation_kind: OperationKind = OperationKind.NONE
    cost: int | None = None
    cache: CacheState = CacheState.NONE
    remembered_at: str = ""  # the revision, where the same question would get the same bytes


def begin_exchange(scope: MutableMapping[str, Any], known_id: str | None = None) -> Exchange:
    """Begins the exchange of a request, under the id it has already if it has one."""
    exchange = Exchange() if known_id is None else Exchange(known_id)
    scope.setdefault("state", {})[KEY] = exchange
    return exchange


def exchange_of(scope: MutableMapping[str, Any]) -> Exchange:
    """The exchange that a request belongs to; it begins here unless it has begun further out."""
    found = scope.get("state", {}).get(KEY)
    return found if isinstance(found, Exchange) else begin_exchange(scope)

"""How often one client may ask: a bucket of tokens that fills steadily and is emptied at will."""

from ipaddress import IPv6Address, ip_address
from math import ceil

from cachetools import LRUCache

__all__ = ["Rates", "client_of"]

CLIENTS = 10_000
SECONDS_OF_STOCK = 10
LONGEST = 100  # characters of what a proxy names that is no address


class Rates:
    """Lets each client ask `rate` times a second, and what it has not asked in 10 s at once.

    What is kept for a client is when its bucket will be full again: one number says it all.
    """

    def __init__(self, rate: float) -> None:
        self._interval = 1 / rate
        self._stock = max(self._interval, SECONDS_OF_STOCK)
        self._full_at: LRUCache[str, float] = LRUCache(CLIENTS)

    def wait(self, client: str, now: float) -> int:
        """0 if the client may ask now, which then counts; else the seconds until it may."""
        full_at = max(self._full_at.get(client, now), now) + self._interval
        if full_at - now > self._stock:
            return max(1, ceil(full_at - now - self._stock))
        self._full_at[client] = full_at
        return 0


def client_of(address: str) -> str:
    """Who is asking: one address, or, since a single home has billions of them, one IPv6 /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:LONGEST]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> 64)
    return address

"""Who asks, as far as a connection and the headers of proxies tell; no answer depends on it."""

from typing import NamedTuple

__all__ = ["Caller"]


class Caller(NamedTuple):
    """A client's address, and the id that its request has already, "" if none."""

    client: str
    request_id: str = ""

from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager

from starlette.requests import HTTPConnection

from gql_content.web.refusal import Refusal
from gql_content.web.security import client_of

__all__ = ["Places"]

RETRY_SECONDS = 30


class Places:
    """How many streams and sockets each address holds open, and how many it may."""

    def __init__(self, most: int, on_change: Callable[[int], None] = lambda _: None) -> None:
        self._most = most
        self._on_change = on_change
        self._taken: Counter[str] = Counter()

    @property
    def taken(self) -> int:
        """How many there are, of all addresses together."""
        return self._taken.total()

    @contextmanager
    def place_for(self, connection: HTTPConnection) -> Generator[None]:
        """Holds a place until the block ends; raises `Refusal` where an address has all of its."""
        address = client_of(connection.client.host) if connection.client is not None else ""
        if self._taken[address] >= self._most:
            raise full(self._most)
        self._taken[address] += 1
        self._on_change(self.taken)
        try:
            yield
        finally:
            self._taken[address] -= 1
            if not self._taken[address]:
                del self._taken[address]
            self._on_change(self.taken)


def full(most: int) -> Refusal:
    return Refusal(
        429,
        "TOO_MANY_STREAMS",
        f"An address may hold {most} event streams and web sockets open. Close one, or raise "
        "--max-streams.",
        {"Retry-After": str(RETRY_SECONDS)},
    )

"""A client of `graphql-sse` that reads single events."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.served import Served

__all__ = ["EVENTS", "Events", "events"]

EVENTS = "text/event-stream"


class Events:
    """The events of a stream, as they are written."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._chunks = response.iter_text()
        self._read = ""

    def next(self) -> str:
        """The next event or comment, without the empty line behind it."""
        while "\n\n" not in self._read:
            self._read += next(self._chunks)
        frame, _, self._read = self._read.partition("\n\n")
        return frame

    def data(self) -> Any:
        """The data of the next event, which has to be a result with a revision as its id."""
        kind, key, data = self.next().split("\n")
        assert kind == "event: next"
        payload = json.loads(data.removeprefix("data: "))
        assert "errors" not in payload
        (value,) = payload["data"].values()
        assert key == f"id: {value['revision']}"
        return value

    def ends(self) -> bool:
        """Whether nothing more comes."""
        return self._read + "".join(self._chunks) == ""


@contextmanager
def events(
    served: Served, query: str, headers: dict[str, str] | None = None, **variables: Any
) -> Generator[Events]:
    """The stream of an operation that is asked for by POST, until the block ends."""
    asked = {"query": query, "variables": variables}
    given = {"Accept": EVENTS, **(headers or {})}
    with served.client.stream("POST", "/graphql", json=asked, headers=given) as response:
        yield Events(response)

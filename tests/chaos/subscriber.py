"""A client that keeps a list of its own by the changes it is told of."""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from threading import Thread
from typing import Any

from tests.chaos.readers import ask

__all__ = ["Subscriber"]

MOST = 100  # articles that an event tells of whole
OTHERS = '{ not: { path: { startsWith: "branch/" } } }'
EVERYTHING = f"""query ($after: String) {{
  content {{ revision }}
  articles(first: 100, after: $after, filter: {OTHERS}) {{
    nodes {{ path title }} pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
CHANGES = f"""subscription ($since: String) {{
  contentChanged(since: $since, filter: {OTHERS}) {{
    since revision isComplete totalCount
    removed(first: {MOST}) {{ path }} articles(first: {MOST}) {{ path title }}
  }}
}}"""


class Subscriber:
    """Holds titles by path, and says in `faults` where the changes leave a gap."""

    def __init__(self, port: int) -> None:
        self.faults: list[str] = []
        self.events = 0
        self.titles: dict[str, str] = {}
        self._port = port
        self._revision = self._read_everything()
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._response = self._subscribed()
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Hangs up."""
        sock = self._connection.sock
        if sock is not None:
            sock.close()
        self._response.close()

    def differences(self, pages: list[Any]) -> Iterator[str]:
        """How what it holds differs from what an answer of all pages says."""
        nodes = (one for page in pages if "articles" in page for one in page["articles"]["nodes"])
        told = {one["path"]: one["title"] for one in nodes if not one["path"].startswith("branch/")}
        for path in sorted(told.keys() | self.titles.keys()):
            if told.get(path) != self.titles.get(path):
                yield f"subscriber: {path}: {self.titles.get(path)} / {told.get(path)}"

    def _subscribed(self) -> http.client.HTTPResponse:
        body = json.dumps({"query": CHANGES, "variables": {"since": self._revision}})
        headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        self._connection.request("POST", "/graphql", body, headers)
        response = self._connection.getresponse()
        assert response.status == 200, response.read()
        return response

    def _listen(self) -> None:
        with suppress(OSError, ValueError, AttributeError, http.client.HTTPException):  # Hung up.
            for line in self._response:
                if line.startswith(b"data: {"):
                    self._hear(json.loads(line.removeprefix(b"data: ")))

    def _hear(self, told: Mapping[str, Any]) -> None:
        if "errors" in told:
            self.faults.append(f"subscriber: {told['errors']}")
            return
        change = told["data"]["contentChanged"]
        self.events += 1
        if change["since"] != self._revision:
            self.faults.append(f"a gap from {self._revision} to {change['since']}")
        self._revision = change["revision"]
        if not change["isComplete"] or change["totalCount"] > MOST:
            self._read_everything()
            return
        for one in change["removed"]:
            self.titles.pop(one["path"], None)
        self.titles |= {one["path"]: one["title"] for one in change["articles"]}

    def _read_everything(self) -> str:
        """The revision at which it began; what changes meanwhile is told of later, once more."""
        titles: dict[str, str] = {}
        revision, after = "", None
        while True:
            data = ask(self._port, EVERYTHING, after=after)["data"]
            revision = revision or data["content"]["revision"]
            titles |= {one["path"]: one["title"] for one in data["articles"]["nodes"]}
            info = data["articles"]["pageInfo"]
            after = info["endCursor"]
            if not info["hasNextPage"]:
                self.titles = titles
                return revision

"""Clients that ask without rest, and remember each request that failed."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import httpx

__all__ = ["Load", "loading"]

SECONDS = 30
QUERY = {"query": "{ content { revision } articles { nodes { title } } }"}


class Load:
    """One client that keeps its connection, as long as it is kept on the other side."""

    def __init__(self, url: str, pause: float) -> None:
        self.answered = 0
        self.failures: list[str] = []
        self._url = url
        self._pause = pause
        self._over = Event()
        self._thread = Thread(target=self._ask)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(SECONDS)

    def _ask(self) -> None:
        with httpx.Client(base_url=self._url, timeout=SECONDS) as client:
            while not self._over.wait(self._pause):
                for ask in (self._post, self._get):
                    self._note(ask, client)

    def _note(self, ask: Any, client: httpx.Client) -> None:
        try:
            answer = ask(client)
        except httpx.HTTPError as error:
            self.failures.append(repr(error))
            return
        if answer.status_code == 200 and answer.json()["data"]["articles"]["nodes"]:
            self.answered += 1
        else:
            self.failures.append(f"{answer.status_code} {answer.text}")

    @staticmethod
    def _post(client: httpx.Client) -> httpx.Response:
        return client.post("/graphql", json=QUERY)

    @staticmethod
    def _get(client: httpx.Client) -> httpx.Response:
        return client.get("/graphql", params=QUERY)


@contextmanager
def loading(*urls: str) -> Generator[list[Load]]:
    """For each address a client that hurries and one that takes its time, until the block ends."""
    clients = [Load(url, pause) for url in urls for pause in (0.02, 0.1)]
    for one in clients:
        one.start()
    try:
        yield clients
    finally:
        for one in clients:
            one.stop()

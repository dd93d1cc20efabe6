"""The real service over real HTTP, on a free port of this machine."""

import socket
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Event, Thread
from typing import Any

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from gql_content.server import Server, impatient_http
from gql_content.settings import Settings
from gql_content.web import Draining, Loaded, create_app

__all__ = ["SECONDS", "Served", "serving"]

SECONDS = 60
CONNECTIONS = 1_000
USUAL: dict[str, Any] = {
    "state": False,
    "sweep": 3600.0,
    "checks": False,
    "max_waiting": float(SECONDS),
    "max_connections": CONNECTIONS,
    # Tests ask for everything of many articles at once, on machines that have much else to do.
    "max_cost": 1_000_000,
    "max_fields": 10_000,
    "max_seconds": float(SECONDS),
}


class Served:
    """A running service and a client of it."""

    def __init__(self, url: str, client: httpx.Client, loaded: Loaded, app: "Counted") -> None:
        self.url = url
        self.app = app
        self.client = client
        self.loaded = loaded

    def response(self, query: str, **variables: Any) -> httpx.Response:
        """The response to a query that is sent as a frontend sends it."""
        return self.client.post("/graphql", json={"query": query, "variables": variables})

    def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors of a query."""
        return self.response(query, **variables).json().get("errors", [])

    def data(self, query: str, **variables: Any) -> Any:
        """The data of a query that has no errors."""
        response = self.response(query, **variables)
        body = response.json()
        assert "errors" not in body, body["errors"]
        assert response.status_code == 200
        return body["data"]


class Counted:
    """An app, and how many requests have come as far as to it."""

    def __init__(self, app: ASGIApp) -> None:
        self.requests = 0
        self.came = Event()
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.requests += 1
            self.came.set()
        await self._app(scope, receive, send)


@contextmanager
def serving(content: Path, **settings: Any) -> Generator[Served]:
    """Serves a folder until the block ends; by then it has been loaded."""
    chosen: dict[str, Any] = {**USUAL, **settings}
    news: Queue[Loaded] = Queue()
    draining = Draining()
    made = Settings(content=content, **chosen)
    app = create_app(made, on_loaded=news.put, draining=draining)
    protocol = impatient_http(made.max_waiting, made.max_connections, app.shortcut)
    counted = Counted(app)
    server = Server(counted, draining, drain_seconds=0, protocol=protocol, proxies=made.proxies)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    try:
        with httpx.Client(base_url=url, timeout=SECONDS) as client:
            yield Served(url, client, news.get(timeout=SECONDS), counted)
    finally:
        server.should_exit = True
        thread.join(SECONDS)
        listener.close()
        assert not thread.is_alive(), "the service did not stop"

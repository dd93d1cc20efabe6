"""Real clients of the real service: queries, variables, errors, and a saved file as an event."""

import json
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.clients.environment import python
from tests.clients.node import HERE, installed
from tests.conftest import Serve
from tests.folder import save, write

SECONDS = 60

CLIENTS: dict[str, Callable[[], list[str | Path]]] = {
    "apollo": lambda: [installed(), HERE / "apollo.mjs"],
    "urql": lambda: [installed(), HERE / "urql.mjs"],
    "graphql-ws": lambda: [installed(), HERE / "graphql_ws.mjs"],
    "graphql-sse": lambda: [installed(), HERE / "graphql_sse.mjs"],
    "python-gql": lambda: [python(HERE / "requirements.txt"), HERE / "python_gql.py"],
}


class Client:
    """A client at work, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def says(self, what: str) -> Any:
        """What it says next, which has to be this."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, f"it ended before it said {what!r}"
        said = json.loads(line)
        assert list(said) == [what]
        return said[what]

    def ends(self) -> int:
        return self._process.wait(SECONDS)


@contextmanager
def client(name: str, url: str) -> Generator[Client]:
    sockets = url.replace("http", "ws", 1)
    process = subprocess.Popen(
        [*CLIENTS[name](), f"{url}/graphql", f"{sockets}/graphql"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Client(process)
        finally:
            process.kill()


@pytest.mark.timeout(400)  # the first run installs what the client needs
@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_asks_and_sees_a_saved_file(name: str, tmp_path: Path, serve: Serve) -> None:
    write(
        tmp_path,
        {"green.md": {"title": "Green", "answer": "Grass."}, "red.md": {"title": "Red"}},
    )
    served = serve(tmp_path)
    with client(name, served.url) as asked:
        titles = asked.says("titles")["articles"]["nodes"]
        assert {one["path"]: one["title"] for one in titles} == {
            "green.md": "Green",
            "red.md": "Red",
        }
        assert asked.says("article") == {
            "article": {"title": "Green", "answer": {"source": "Grass."}}
        }
        partial = asked.says("partial")
        assert partial == {
            "data": {"node": None, "content": {"articleCount": 2}},
            "codes": ["BAD_ID"],
        }
        assert asked.says("refused") == ["GRAPHQL_VALIDATION_FAILED"]
        first = asked.says("event")["contentChanged"]
        assert (first["since"], first["totalCount"]) == (None, 0)
        save(tmp_path, "red.md", {"title": "Still red"})
        save(tmp_path, "green.md", {"title": "Greener", "answer": "Moss."})
        event = asked.says("event")["contentChanged"]
        assert event["since"] == first["revision"]
        assert event["modified"] == [{"path": "green.md"}]
        assert event["articles"] == [{"title": "Greener", "answer": {"source": "Moss."}}]
        assert asked.ends() == 0

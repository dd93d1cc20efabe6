"""Clients that ask without end and judge each answer."""

import http.client
import json
from collections.abc import Callable, Sequence
from random import Random
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import msgspec
from msgspec import Struct

from tests.chaos.story import Story, is_torn

__all__ = ["Readers", "ask"]

FIELDS = 'path title digest: frontMatter(path: "digest") body { source } source { stale }'
WINDOW = """first: 40, offset: $offset, orderBy: [{ url: ASC }],
  filter: { not: { path: { startsWith: "branch/" } } }"""
LIST = f"""query ($offset: Int!) {{
  content {{ revision }} articles({WINDOW}) {{ totalCount nodes {{ {FIELDS} }} }}
}}"""
TITLES = f"""query ($offset: Int!) {{
  articles({WINDOW}) {{ nodes {{ path title source {{ stale }} }} }}
}}"""
BRANCH = '{ articles(first: 100, filter: { path: { startsWith: "branch/" } }) { nodes { title } } }'
WITNESS = """query ($paths: [String!]!) {
  articles(first: 100, filter: { path: { in: $paths } }) { nodes { path title source { stale } } }
}"""
SEARCH = '{ search(query: "river", first: 5) { totalCount nodes { path title } } }'
EXPECTED = {"CONTENT_CHANGING", "TEXT_UNAVAILABLE", "LIMIT_ERRORS", "SEARCH_NOT_READY"}
PAUSE = 0.03
SHORT_PAUSE = 0.01
MOST_PATHS = 100


Asking = Callable[[http.client.HTTPConnection, Random], float]


class Source(Struct, frozen=True):
    stale: bool = False


class Body(Struct, frozen=True):
    source: str


class Node(Struct):
    """An article as any of the queries asks for it."""

    title: str
    path: str = ""
    digest: Any = None
    body: Body | None = None
    source: Source = Source()


class Nodes(Struct):
    nodes: list[Node]


class Data(Struct):
    articles: Nodes | None = None


class Failure(Struct):
    message: str
    extensions: dict[str, Any]


class Answer(Struct):
    """What matters of an answer here."""

    data: Data | None = None
    errors: list[Failure] = []


def ask(port: int, query: str, **variables: object) -> dict[str, Any]:
    """The body of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    status, body = exchange(connection, query, variables)
    connection.close()
    assert status == 200, body
    return json.loads(body)


def exchange(
    connection: http.client.HTTPConnection, query: str, variables: dict[str, Any]
) -> tuple[int, bytes]:
    connection.request(
        "POST",
        "/graphql",
        json.dumps({"query": query, "variables": variables}),
        {"Content-Type": "application/json"},
    )
    response = connection.getresponse()
    return response.status, response.read()


class Readers:
    """Some clients, each in a thread, until `stop`."""

    def __init__(
        self, port: int, story: Story, last_of_right: int, secret: str, count: int, seed: int
    ) -> None:
        self.answers = 0
        self.faults: list[str] = []
        self.codes: dict[str, int] = {}
        self._port = port
        self._story = story
        self._last_of_right = last_of_right
        self._secret = secret.encode()
        self._stop = Event()
        self._threads = [
            Thread(target=self._until_stopped, args=(self._ask, seed * 100 + number), daemon=True)
            for number in range(count)
        ]
        self._threads += [
            Thread(target=self._until_stopped, args=(self._witness, seed), daemon=True)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends asking."""
        self._stop.set()
        for thread in self._threads:
            thread.join(90)

    def _until_stopped(self, ask: Asking, seed: int) -> None:
        random = Random(seed)  # noqa: S311 - a seed is to give the same questions again
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            while not self._stop.is_set():
                sleep(ask(connection, random))
        except (OSError, http.client.HTTPException) as error:
            self.faults.append(f"the service broke off: {error!r}")
        finally:
            connection.close()

    def _ask(self, connection: http.client.HTTPConnection, random: Random) -> float:
        query = random.choices([TITLES, LIST, BRANCH, SEARCH], [4, 4, 1, 1])[0]
        asked = monotonic()
        variables = {"offset": random.randrange(60)} if "$offset" in query else {}
        status, body = exchange(connection, query, variables)
        answered = monotonic()
        self.answers += 1
        if status != 200:
            self.faults.append(f"status {status}: {body[:300]!r}")
        elif self._secret in body:
            self.faults.append("the canary was served")
        else:
            found = msgspec.json.decode(body, type=Answer)
            self._judge_errors(found.errors)
            nodes = found.data.articles.nodes if found.data and found.data.articles else []
            if query is BRANCH:
                self._judge_branches(nodes)
            else:
                self._judge_articles(nodes, asked, answered)
        return PAUSE

    def _witness(self, connection: http.client.HTTPConnection, random: Random) -> float:
        """Asks for nothing but what has changed and was not seen yet."""
        paths = self._story.outstanding()
        paths = random.sample(paths, min(len(paths), MOST_PATHS))
        if paths:
            asked = monotonic()
            _, body = exchange(connection, WITNESS, {"paths": paths})
            answered = monotonic()
            found = msgspec.json.decode(body, type=Answer)
            nodes = found.data.articles.nodes if found.data and found.data.articles else []
            shown = {one.path: one.title for one in nodes if not one.source.stale}
            for path in paths:
                self._story.hear(path, shown.get(path), asked, answered)
        return SHORT_PAUSE

    def _judge_errors(self, errors: Sequence[Failure]) -> None:
        for error in errors:
            code = error.extensions["code"]
            self.codes[code] = self.codes.get(code, 0) + 1
            if code not in EXPECTED:
                self.faults.append(f"error {error}")

    def _judge_branches(self, nodes: Sequence[Node]) -> None:
        sides = {int(one.title.split()[1]) > self._last_of_right for one in nodes}
        if len(sides) > 1:
            self.faults.append("two branches in one answer")

    def _judge_articles(self, nodes: Sequence[Node], asked: float, answered: float) -> None:
        for one in nodes:
            if is_torn(one.title, one.digest, one.body and one.body.source):
                self.faults.append(f"torn: {one}"[:500])
            if not one.source.stale:
                self._story.hear(one.path, one.title, asked, answered)

"""Whatever clients send, what is remembered of it stays within a bound that it really keeps.

Each kind of request is sent to a service in a process of its own, whose resident memory is read.
"""

import json
import re
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import httpx
import pytest

from tests.cli.program import running_server
from tests.folder import save
from tests.served import SECONDS

LONG = "x" * 58_000
BREAKS = ",\n" * 19_000
TIMES, WARM = 100, 5
MEGABYTE = 1 << 20
ARTICLES = 200
# Small, since they are not what is measured.
LIMITS = ("--response-cache", f"{4 * MEGABYTE}", "--persisted-queries", f"{MEGABYTE}")


def of_query(query: str, **more: object) -> bytes:
    return json.dumps({"query": query, **more}).encode()


def variables(filter_: object, number: int) -> bytes:
    query = (
        "query ($filter: ArticleFilter) { articles(filter: $filter, first: 1) { totalCount "
        f"facets(fields: [AUTHOR, KEYWORD], limit: {number + 1}) {{ totalCount }} }} }}"
    )
    return of_query(query, variables={"filter": filter_})


BODIES: dict[str, Callable[[int], bytes]] = {
    "a comment": lambda at: of_query(f"{{ a{at}: __typename }} # {LONG}"),
    "many comments": lambda at: of_query("#\n" * 25_000 + f"{{ a{at}: __typename }}"),
    "blanks": lambda at: of_query(f"{{ a{at}: __typename {' ' * 58_000} }}"),
    "commas and line breaks": lambda at: of_query(f"{{ a{at}: __typename {BREAKS} }}"),
    "a long alias": lambda at: of_query(f"{{ a{at}{LONG}: __typename }}"),
    "a long string": lambda at: of_query(f'{{ article(by: {{ url: "{at}{LONG}" }}) {{ title }} }}'),
    "a string with an emoji": lambda at: of_query(
        f'{{ article(by: {{ url: "{at}{"y" * 50_000}\N{GRINNING FACE}" }}) {{ title }} }}'
    ),
    "a long operation name": lambda at: of_query(
        f"query a{at}{LONG[:25_000]} {{ __typename }}", operationName=f"a{at}{LONG[:25_000]}"
    ),
    "an error": lambda at: of_query(f"{{ nothing{at}{LONG[:25_000]} }}"),
    "a syntax error": lambda at: of_query(f"{{ a{at} {LONG} \N{GRINNING FACE}"),
    "what lasts not": lambda at: of_query(f"{{ a{at}: content {{ loadedAt }} }} {' ' * 50_000}"),
    "a filter": lambda at: variables({"title": {"contains": f"{at}{LONG}"}}, at),
    "a list in a filter": lambda at: variables(
        {"title": {"in": [f"{at} {one}" for one in range(4_000)]}}, at
    ),
    "a subject": lambda at: variables({"subject": {"eq": f"{at}{LONG}"}}, at),
    "an id": lambda at: of_query(
        "query ($id: ID!) { node(id: $id) { id } }", variables={"id": f"{at}{LONG}"}
    ),
    "a search": lambda at: of_query(f'{{ search(query: "{at} {LONG}") {{ totalCount }} }}'),
    "extensions": lambda at: of_query("{ __typename }", extensions={"a": f"{at}{LONG}"}),
}
URLS: dict[str, Callable[[int], tuple[str, dict[str, str]]]] = {
    "urls": lambda at: (f"/graphql?query={quote(f'{{ a{at}: __typename }}')}&x={LONG}", {}),
    "codings": lambda at: ("/graphql?query={__typename}", {"Accept-Encoding": f"a{at}{LONG}"}),
    "media types": lambda at: ("/graphql?query={__typename}", {"Accept": f"*/*, a/{at}{LONG}"}),
    "hosts": lambda at: ("/graphql?query={__typename}", {"Host": f"h{at}{LONG}"}),
    "origins": lambda at: ("/graphql?query={__typename}", {"Origin": f"http://h{at}{LONG}"}),
    "tags": lambda at: ("/graphql?query={__typename}", {"If-None-Match": f'"{at}{LONG}"'}),
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("content")
    for number in range(ARTICLES):
        save(folder, f"{number}.md", {"title": f"T{number}", "author": f"A{number}"})
    return folder


@contextmanager
def running(content: Path) -> Generator[tuple[int, httpx.Client]]:
    """A service in a process of its own: its id, and a client of it."""
    with running_server(content, "--port", "0", "--no-checks", *LIMITS) as program:
        url = program.wait_for_url()
        reading = Thread(target=program.wait)  # what it logs must go somewhere
        reading.start()
        with httpx.Client(base_url=url, timeout=SECONDS) as client:
            wait_until_ready(client)
            yield program.process.pid, client
        program.process.terminate()
        reading.join(SECONDS)


def wait_until_ready(client: httpx.Client) -> None:
    while client.get("/readyz").status_code != 200:
        pass


def resident(pid: int) -> int:
    """The bytes of memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024


def growth(content: Path, asks: Sequence[Callable[[httpx.Client, int], object]]) -> float:
    """How many megabytes a service takes more after requests than after a few of the same kind."""
    with running(content) as (pid, client):
        before = 0
        for number in range(TIMES):
            if number == WARM:
                before = resident(pid)
            for ask in asks:
                ask(client, number)
        return (resident(pid) - before) / MEGABYTE


needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")


def posting(body: Callable[[int], bytes]) -> Callable[[httpx.Client, int], object]:
    headers = {"Content-Type": "application/json"}
    return lambda client, number: client.post("/graphql", content=body(number), headers=headers)


def getting(
    request: Callable[[int], tuple[str, dict[str, str]]],
) -> Callable[[httpx.Client, int], object]:
    def ask(client: httpx.Client, number: int) -> None:
        url, headers = request(number)
        client.get(url, headers=headers)

    return ask


@needs_proc
def test_operations_padded_by_comments_are_not_kept(content: Path) -> None:
    def padded(part: int) -> Callable[[int], bytes]:
        return lambda at: of_query(f"{{ a{part}_{at}: __typename }} # {LONG}")

    assert growth(content, [posting(padded(part)) for part in range(4)]) < 12


@needs_proc
def test_long_bodies_are_not_kept(content: Path) -> None:
    assert growth(content, [*map(posting, BODIES.values())]) < 40


@needs_proc
def test_long_urls_and_headers_are_not_kept(content: Path) -> None:
    assert growth(content, [*map(getting, URLS.values())]) < 11

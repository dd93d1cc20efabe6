"""One run: changes and readers at once, then quiet, then the judgement."""

import http.client
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from socket import create_server
from time import monotonic, sleep
from typing import Any

from msgspec import Struct

from tests.chaos.injector import Injector
from tests.chaos.readers import Readers, ask
from tests.chaos.subscriber import Subscriber

__all__ = ["Outcome", "run", "share"]

READERS = 8
QUIET_SECONDS = 2.0
SECRET = "the canary sings at midnight"  # noqa: S105 - what must never be served
PAGE = """query ($after: String) {
  content { revision articleCount problems(first: 1000) { path code line } }
  subjects { slug articleCount }
  articles(first: 100, after: $after, orderBy: [{ url: ASC }]) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      path url title wordCount frontMatter body { source html }
      source { digest size stale }
    }
  }
}"""
SEARCH = """{ search(query: "river stone", first: 50) {
  totalCount edges { score node { path } }
} }"""


class Outcome(Struct, frozen=True):
    """What came of a run.

    `staleness` has the seconds from each change to the first answer that shows it, sorted.
    """

    operations: dict[str, int]
    answers: int
    events: int
    codes: dict[str, int]
    faults: list[str]
    staleness: list[float]
    differences: list[str]


def share(staleness: list[float], part: float) -> float:
    """Seconds within which that part of the changes were answered."""
    return staleness[min(len(staleness) - 1, int(part * len(staleness)))] if staleness else 0.0


def run(
    folder: Path,
    seed: int,
    operations: int,
    branch_files: int,
    *options: str,
    switches: int = 3,
    quiet_seconds: float = QUIET_SECONDS,
) -> Outcome:
    """Changes a new folder so many times under readers, and compares with a cold start."""
    root = folder.resolve() / "content"
    root.mkdir()
    canary = root.parent / "canary.md"
    canary.write_text(f"---\ntitle: {SECRET}\n---\n{SECRET}\n", "utf-8")
    before = canary.stat()
    injector = Injector(root, canary, seed, branch_files)
    try:
        with served(root, *options) as port:
            readers = Readers(port, injector.story, injector.last_of_right, SECRET, READERS, seed)
            subscriber = Subscriber(port)
            change(injector, seed, operations, switches)
            readers.stop()
            injector.calm_down()
            sleep(quiet_seconds)
            found = whole_answer(port)
            differing = list(subscriber.differences(found))
            subscriber.stop()
            with served(root, "--watch", "off") as cold_port:
                differing += differences_at_last(found, cold_port)
    finally:
        injector.close()
    assert canary.stat().st_mtime_ns == before.st_mtime_ns, "the injector left its folder"
    return Outcome(
        injector.done,
        readers.answers,
        subscriber.events,
        readers.codes,
        readers.faults + subscriber.faults,
        injector.story.staleness(),
        differing,
    )


def change(injector: Injector, seed: int, operations: int, switches: int) -> None:
    """All changes, at a pace of bursts and breaths."""
    random = Random(seed)  # noqa: S311 - a seed is to give the same storm again
    due = {round((place + 1) * operations / (switches + 1)) for place in range(switches)}
    for number in range(operations):
        if number in due:
            injector.switch_branch()
        injector.act()
        sleep(random.choice([0, 0, 0.001, 0.002, 0.01, 0.03]))


@contextmanager
def served(root: Path, *options: str) -> Generator[int]:
    """The port of the service in a process of its own, once the content is there."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gql_content", "serve", str(root), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--no-state", "--max-seconds", "60", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until_ready(process, port)
            yield port
        finally:
            process.terminate()


def wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    while process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass  # It does not listen yet.
        finally:
            connection.close()
        sleep(0.05)
    raise AssertionError(f"the service ended with {process.returncode}")


def differences_at_last(found: list[Any], cold_port: int) -> list[str]:
    """How an answer differs from that of a cold start when its rules and index are done too."""
    deadline = monotonic() + 60
    while found != (cold := whole_answer(cold_port)) and monotonic() < deadline:
        sleep(0.5)
    return list(differences(found, cold))


def differences(found: list[Any], cold: list[Any]) -> Iterator[str]:
    """What one says and the other does not, cut short."""
    warm, fresh = (dict(statements(pages)) for pages in (found, cold))
    for place in sorted(warm.keys() | fresh.keys()):
        if warm.get(place) != fresh.get(place):
            yield f"{place}: {warm.get(place, 'nothing'):.300} / {fresh.get(place, 'nothing'):.300}"


def statements(pages: list[Any]) -> Iterator[tuple[str, str]]:
    """Each thing that an answer says, by what it says it of."""
    *pages, search = pages
    yield "search", str(search)
    yield "content", str(pages[0]["content"])
    yield "subjects", str(pages[0]["subjects"])
    for page in pages:
        for one in page["articles"]["nodes"]:
            yield f"article {one['path']}", str([one["source"], one])


def whole_answer(port: int) -> list[Any]:
    """Everything there is, and what a search finds once its index is ready."""
    pages, after = list[Any](), None
    while True:
        body = ask(port, PAGE, after=after)
        assert "errors" not in body, body["errors"]
        pages.append(body["data"])
        info = body["data"]["articles"]["pageInfo"]
        after = info["endCursor"]
        if not info["hasNextPage"]:
            return [*pages, search_answer(port)]


def search_answer(port: int) -> Any:
    deadline = monotonic() + 60
    while "errors" in (body := ask(port, SEARCH)):
        assert monotonic() < deadline, body
        sleep(0.1)
    return body["data"]

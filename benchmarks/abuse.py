"""Resident memory before and after mixed abuse: python -m benchmarks.abuse [--seconds 3600]

A service over 3,000 articles is asked as a site asks it, until its caches are as full as they get;
then it is abused at a bounded rate in every way below, and then left in peace. What it holds at the
end, divided by what it held before, is to be at most 1.2.
"""

import argparse
import base64
import json
import os
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from itertools import count, cycle
from pathlib import Path
from socket import create_connection, create_server, socket
from subprocess import DEVNULL, Popen
from sys import executable
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from urllib.parse import quote

from rich.console import Console
from rich.table import Table

from tests.folder import article, write

ARTICLES = 3_000
HOUR = 3_600.0
RATE = 100.0  # abuses a second, so that the machine has time for others
MOST = 1.2  # times the quiet memory
PATIENCE = 10.0
OPERATIONS = 400  # different ones of a large site
BLOCK = 300  # ordinary questions, five requests each
GROWING = 1.0  # megabytes in a block
HELD = 40  # connections that are kept half open at a time
LONG = "x" * 50_000
HOST = "127.0.0.1"
JSON = {"Content-Type": "application/json"}

PAGE = """query Page($url: String!) { article(by: { url: $url }) {
  title date subject { name } seo { title metaTags { tag } jsonLd } body { html toc { text } }
  related(first: 3) { title url }
} }"""
LIST = """query List($first: Int, $offset: Int, $subject: String) {
  articles(first: $first, offset: $offset, filter: { subject: { eq: $subject } }) {
    totalCount nodes { title url date } facets(fields: [SUBJECT]) { values { label count } }
  }
}"""
FILTERED = "query Some($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }"
SEARCH = "query Find($q: String!) { search(query: $q) { totalCount edges { snippet } } }"


class Target:
    """A service in a process of its own, and the ways to reach it."""

    def __init__(self, process: "Popen[bytes]", port: int, root: Path) -> None:
        self.process = process
        self.port = port
        self.root = root
        self._held: list[socket] = []

    def megabytes(self) -> float:
        """What is resident now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def post(self, query: str, headers: dict[str, str] | None = None, **more: object) -> bytes:
        body = json.dumps({"query": query, **more})
        return self.request("POST", "/graphql", body, {**JSON, **(headers or {})})

    def request(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        """The answer to one request on a connection of its own, b"" where there is none."""
        opened = closing(HTTPConnection(HOST, self.port, timeout=PATIENCE))
        with opened as connection, suppress(OSError, HTTPException):
            connection.request(method, path, body, headers or {})
            return connection.getresponse().read()
        return b""

    def send(self, data: bytes, *, holds: bool = False) -> None:
        """Sends bytes and reads nothing; the connection is dropped now, or after some others."""
        with suppress(OSError):
            connection = create_connection((HOST, self.port), timeout=1)
            with suppress(OSError):
                connection.sendall(data)
            if holds:
                self._held.append(connection)
            else:
                connection.close()
        while len(self._held) > HELD:
            self._held.pop(0).close()

    def let_go(self) -> None:
        """Ends all connections that are held."""
        while self._held:
            self._held.pop().close()


def head(method: str, path: str, *lines: str) -> bytes:
    return "\r\n".join((f"{method} {path} HTTP/1.1", "Host: here", *lines, "", "")).encode()


def posted(body: bytes) -> bytes:
    length = f"Content-Length: {len(body)}"
    return head("POST", "/graphql", "Content-Type: application/json", length) + body


def padded(target: Target, at: int) -> None:
    target.post(f"{{ a{at}: __typename }} # {LONG}")


def blanks(target: Target, at: int) -> None:
    target.post(f"{{ a{at}: articles(first: 1) {{ totalCount }} {' ' * 50_000} }}")


def long_names(target: Target, at: int) -> None:
    target.post(f"{{ a{at}{LONG}: __typename }}")


def new_operations(target: Target, at: int) -> None:
    fields = " ".join(f"f{at}_{one}: title" for one in range(15))
    target.post(f"{{ articles(first: 2) {{ nodes {{ {fields} }} }} }}")


def filters(target: Target, at: int) -> None:
    query = "query ($f: ArticleFilter) { articles(filter: $f, first: 1) { totalCount } }"
    target.post(query, variables={"f": {"title": {"contains": f"{at}"}, "author": {"ne": LONG}}})


def variables(target: Target, at: int) -> None:
    target.post(LIST, variables={"first": at % 90, "offset": at, "subject": f"{at} {LONG[:900]}"})


def bad_variables(target: Target, at: int) -> None:
    target.post(LIST, variables={"first": -at, "subject": [LONG]})


def searches(target: Target, at: int) -> None:
    target.post(SEARCH, variables={"q": f"text {at} {LONG}"})


def urls(target: Target, at: int) -> None:
    target.request("GET", f"/graphql?query={quote(f'{{a{at}:__typename}}')}&x={LONG}")


def headers(target: Target, at: int) -> None:
    names = ("Accept", "Accept-Encoding", "Origin", "If-None-Match", "X-Request-Id", "Cookie")
    target.post("{ __typename }", headers=dict.fromkeys(names, f"{at}{LONG[:8_000]}"))


def huge_heads(target: Target, at: int) -> None:
    target.send(head("GET", "/graphql", f"X-A{at}: {LONG * 2}"))


def persisted(target: Target, at: int) -> None:
    query = f"{{ a{at}: __typename }} # {LONG}"
    digest = sha256(query.encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    target.post(query, extensions=extensions)


def bad_requests(target: Target, at: int) -> None:
    kinds = (b"\x00" * 500, b"GET / HTTP/9.9\r\n\r\n", posted(b"{" * 20_000), posted(b"[1]"))
    target.send(kinds[at % len(kinds)])


def errors(target: Target, at: int) -> None:
    target.post(f"{{ nothing{at}{LONG[:20_000]} b c d }}")


def pipelined(target: Target, at: int) -> None:
    one = posted(
        json.dumps({"query": f"{{ a{at}: articles(first: 50) {{ totalCount }} }}"}).encode()
    )
    target.send(one * 200, holds=True)


def half_open(target: Target, at: int) -> None:
    target.send(head("POST", "/graphql", f"X-A: {at}")[:-2], holds=True)


def slow_bodies(target: Target, at: int) -> None:
    lines = ("Content-Type: application/json", "Content-Length: 60000")
    target.send(head("POST", "/graphql", *lines) + LONG[: at % 50_000].encode(), holds=True)


def sockets(target: Target, at: int) -> None:
    key = base64.b64encode(os.urandom(16)).decode()
    lines = (
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: graphql-transport-ws",
    )
    payload = {"type": "connection_init", "payload": {"a": LONG}}
    first = masked(json.dumps(payload).encode())
    target.send(head("GET", "/graphql", *lines) + first, holds=bool(at % 2))


def masked(data: bytes) -> bytes:
    """A text frame as clients send them (RFC 6455, 5.2); a mask of zeros changes nothing."""
    return b"\x81" + bytes([0x80 | 126]) + len(data).to_bytes(2, "big") + bytes(4) + data


def streams(target: Target, at: int) -> None:
    query = json.dumps({"query": f"subscription {{ a{at}: contentChanged {{ revision }} }}"})
    lines = ("Content-Type: application/json", "Accept: text/event-stream")
    length = f"Content-Length: {len(query)}"
    target.send(head("POST", "/graphql", *lines, length) + query.encode(), holds=True)


def saves(target: Target, at: int) -> None:
    if at % 50 == 0:
        number = at // 50 % ARTICLES
        write(target.root, {f"{number}.md": article_of(number, f"saved {at}")})


def texts(target: Target, at: int) -> None:
    target.post(PAGE, variables={"url": f"/{at % ARTICLES}"})


Abuse = Callable[[Target, int], None]
KINDS: tuple[Abuse, ...] = (
    padded, blanks, long_names, new_operations, filters, variables, bad_variables, searches, urls,
    headers, huge_heads, persisted, bad_requests, errors, pipelined, half_open, slow_bodies,
    sockets, streams, saves, texts,
)  # fmt: skip


def article_of(number: int, more: str) -> str:
    front = {
        "title": f"Article {number}",
        "subject": f"Subject {number % 40}",
        "date": f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "author": f"Author {number % 90}",
    }
    return article(front, f"# Heading {number}\n\n{f'Some text of article {number}. ' * 60}{more}")


def ordinary(target: Target, at: int) -> None:
    """What a site asks."""
    target.post(PAGE, variables={"url": f"/{at % ARTICLES}"})
    target.post(LIST, variables={"first": 100, "offset": at % ARTICLES})
    target.post(SEARCH, variables={"q": f"text article {at % 300}"})
    fields = " ".join(f"f{at % OPERATIONS}_{one}: title" for one in range(15))
    target.post(f"query Part {{ articles(first: 3, offset: {at % 7}) {{ nodes {{ {fields} }} }} }}")
    subject = {"filter": {"title": {"contains": f"{at % 900}"}}}
    target.post(FILTERED, variables=subject)


def filled(target: Target, most: float) -> float:
    """Megabytes that a service holds when ordinary traffic does not make it grow any more."""
    end, at, before = monotonic() + most, 0, 0.0
    while monotonic() < end and (now := target.megabytes()) - before > GROWING:
        before = now
        for number in range(at, at + BLOCK):
            ordinary(target, number)
        at += BLOCK
    return target.megabytes()


@contextmanager
def running(folder: Path) -> Generator[Target]:
    """A service over a folder of articles, until the block ends."""
    files = {f"{number}.md": article_of(number, "") for number in range(ARTICLES)}
    root = write(folder / "content", files)
    with create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    command = [executable, "-m", "gql_content", "serve", f"{root}", "--port", f"{port}"]
    state = ("--state-dir", f"{folder / 'state'}", "--log-level", "error")
    with Popen([*command, *state], stdout=DEVNULL, stderr=DEVNULL) as process:
        target = Target(process, port, root)
        try:
            until_ready(target)
            yield target
        finally:
            target.let_go()
            process.terminate()


def until_ready(target: Target) -> None:
    """Until it is loaded, indexed and checked."""
    query = '{ content { checked } search(query: "text") { totalCount } }'
    while b'"checked":true' not in (answer := target.post(query)) or b"errors" in answer:
        if target.process.poll() is not None:
            raise RuntimeError("the service has ended")
        sleep(0.5)


def kept_up(target: Target, kinds: tuple[Abuse, ...], seconds: float, console: Console) -> int:
    """Does these in turn for so long, at a bounded rate; tells how many there were."""
    end, began, done = monotonic() + seconds, monotonic(), 0
    next_report = began + 60
    for at, kind in zip(count(), cycle(kinds)):
        if monotonic() >= end:
            break
        kind(target, at)
        done = at + 1
        sleep(max(0.0, began + done / RATE - monotonic()))
        if monotonic() >= next_report:
            console.print(f"{monotonic() - began:6.0f} s  {target.megabytes():7.1f} MB")
            next_report += 60
    return done


def main() -> None:
    """Measures and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=HOUR, help="of abuse; an hour by default")
    seconds: float = parser.parse_args().seconds
    console, rest = Console(), min(max(seconds / 12, 5.0), 120.0)
    with TemporaryDirectory() as folder, running(Path(folder)) as target:
        quiet = filled(target, max(rest, 90.0))
        done = kept_up(target, KINDS, seconds, console)
        worst = target.megabytes()
        target.let_go()
        kept_up(target, (ordinary,), rest, console)
        after = target.megabytes()
        alive = bool(target.post("{ __typename }"))
    table = Table(title=f"resident memory, {done:,} abuses in {seconds:,.0f} s")
    for heading in ("quiet", "at the end of the abuse", "after it", "ratio"):
        table.add_column(heading, justify="right")
    cells = (f"{one:.1f} MB" for one in (quiet, worst, after))
    table.add_row(*cells, f"{after / quiet:.2f} (at most {MOST})")
    console.print(table)
    if not alive or after > MOST * quiet:
        raise SystemExit("The service has ended." if not alive else "It holds too much.")


if __name__ == "__main__":
    main()

"""Past the app or through it: the same bytes, for every shape of a request."""

import json
import re
from collections.abc import Callable, Generator
from pathlib import Path
from socket import create_connection, socket
from time import monotonic
from urllib.parse import quote

import pytest

from tests.conftest import SAMPLE
from tests.folder import save
from tests.served import Served, serving

SECONDS = 30
QUERY = "{ articles { nodes { path title url answer { source } } } }"
BODY = json.dumps({"query": QUERY}).encode()
TARGET = f"/graphql?query={quote(QUERY)}"
OWN = re.compile(rb"(?im)^(date|x-request-id): [^\r]*\r\n")


def post(*lines: str, body: bytes = BODY, version: str = "1.1") -> bytes:
    head = (
        f"POST /graphql HTTP/{version}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        *(lines if any(line.startswith("Host:") for line in lines) else ("Host: here", *lines)),
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def get(*lines: str, method: str = "GET", target: str = TARGET) -> bytes:
    return "\r\n".join((f"{method} {target} HTTP/1.1", "Host: here", *lines, "", "")).encode()


SHORT = {
    "POST": post(),
    "GET": get(),
    "HEAD": get(method="HEAD"),
    "gzip": post("Accept-Encoding: gzip"),
    "brotli": get("Accept-Encoding: br, gzip"),
    "another media type": post("Accept: application/graphql-response+json"),
    "an origin": post("Origin: https://example.org"),
    "another host": post("Host: there"),
    "a tag that is old": get('If-None-Match: W/"0"'),
}
LONG = {
    "HTTP/1.0": post(version="1.0"),
    "the last on its connection": post("Connection: close"),
    "a token": post("Authorization: Bearer it"),
    "waiting for leave": post("Expect: 100-continue"),
    "an id of its own": post("X-Request-Id: mine"),
    "one header twice": post("Accept: application/json", "Accept: text/html"),
    "an error": post(body=b'{"query": "{ nothing }"}'),
    "no JSON": post(body=b"{"),
    "another path": get(target="/robots.txt"),
    "another method": get(method="DELETE"),
    "what differs by moment": post(body=b'{"query": "{ content { loadedAt } }"}'),
}


class Conversation:
    """One connection, on which answers are read in turn, `whole` or without date and id."""

    def __init__(self, served: Served, *, whole: bool = False) -> None:
        self._whole = whole
        port = int(served.url.rpartition(":")[2])
        self._socket: socket = create_connection(("127.0.0.1", port), timeout=SECONDS)
        self._come = b""

    def send(self, request: bytes) -> None:
        """Sends these bytes as they are."""
        self._socket.sendall(request)

    def answer(self, *, to_head: bool = False) -> bytes:
        """The next answer."""
        head = self._until(lambda come: come.find(b"\r\n\r\n") + 4 if b"\r\n\r\n" in come else 0)
        if head.startswith(b"HTTP/1.1 100"):
            return head + self.answer()
        length = re.search(rb"content-length: (\d+)", head)
        size = 0 if to_head or length is None else int(length[1])
        body = self._until(lambda come: size if len(come) >= size else 0) if size else b""
        return (head if self._whole else OWN.sub(b"", head)) + body

    def close(self) -> None:
        self._socket.close()

    def _until(self, end: Callable[[bytes], int]) -> bytes:
        while not (found := end(self._come)):
            come = self._socket.recv(1 << 16)
            if not come:
                raise ConnectionResetError(self._come)
            self._come += come
        taken, self._come = self._come[:found], self._come[found:]
        return taken


def once(served: Served, request: bytes, *, whole: bool = False) -> bytes:
    conversation = Conversation(served, whole=whole)
    try:
        conversation.send(request)
        return conversation.answer(to_head=request.startswith(b"HEAD"))
    finally:
        conversation.close()


def learned(served: Served, request: bytes) -> bytes:
    """The answer to a request that has been asked until the app is asked no more."""
    deadline = monotonic() + SECONDS
    while monotonic() < deadline:
        before = served.app.requests
        answer = once(served, request)
        if served.app.requests == before:
            return answer
    raise AssertionError("every request has come as far as to the app")


def through_the_app(served: Served, request: bytes) -> bytes:
    """The same where there is no way past the app; a coding is there from the third time on."""
    deadline = monotonic() + SECONDS
    while monotonic() < deadline:
        answer = once(served, request)
        if b"Accept-Encoding" not in request or b"content-encoding" in answer:
            return answer
    raise AssertionError("no answer was ever compressed")


@pytest.fixture(scope="module")
def short() -> Generator[Served]:
    with serving(SAMPLE) as served:
        yield served


@pytest.fixture(scope="module")
def long() -> Generator[Served]:
    """A service that counts its clients' requests, so all of them pass through the app."""
    with serving(SAMPLE, rate_limit=1_000_000.0) as served:
        yield served


@pytest.mark.parametrize("name", SHORT)
def test_an_answer_past_the_app_is_the_one_through_it(
    short: Served, long: Served, name: str
) -> None:
    assert learned(short, SHORT[name]) == through_the_app(long, SHORT[name])


@pytest.mark.parametrize("name", LONG)
def test_where_anything_else_has_a_say_the_app_is_asked(
    short: Served, long: Served, name: str
) -> None:
    learned(short, SHORT["POST"])
    before = short.app.requests
    answers = [once(short, LONG[name]) for _ in range(3)]
    assert short.app.requests - before == 3
    if name not in {"what differs by moment", "an error", "no JSON"}:  # these say when, or an id
        assert answers == [once(long, LONG[name])] * 3


def test_a_client_that_has_the_answer_is_told_so_past_the_app(short: Served, long: Served) -> None:
    tag = re.search(rb"etag: ([^\r]*)", learned(short, SHORT["GET"]))
    assert tag is not None
    request = get(f"If-None-Match: {tag[1].decode()}")
    through_the_app(long, SHORT["GET"])
    answer = learned(short, request)
    assert answer.startswith(b"HTTP/1.1 304")
    assert answer == once(long, request)


def test_pipelined_requests_are_answered_in_turn(short: Served) -> None:
    known, unknown = SHORT["POST"], post(body=b'{"query": "{ __typename }", "extensions": {}}')
    expected = learned(short, known)
    conversation = Conversation(short)
    conversation.send(known + unknown + known + LONG["no JSON"] + known)
    answers = [conversation.answer() for _ in range(5)]
    conversation.close()
    assert [answers[0], answers[2], answers[4]] == [expected] * 3
    assert b'"__typename":"Query"' in answers[1]
    assert answers[3].startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("name", ["GET", "POST"])
def test_a_request_may_come_byte_by_byte(short: Served, name: str) -> None:
    expected = learned(short, SHORT[name])
    conversation = Conversation(short)
    for byte in SHORT[name]:
        conversation.send(bytes([byte]))
    assert conversation.answer() == expected
    conversation.close()


def test_a_change_of_content_is_seen_at_once(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path, watch="poll", sweep=0.2) as served:
        assert b'"One"' in learned(served, SHORT["POST"])
        save(tmp_path, "one.md", {"title": "Two"})
        deadline = monotonic() + SECONDS
        while b'"Two"' not in once(served, SHORT["POST"]):
            assert monotonic() < deadline, "the old answer is still given"
        assert b'"Two"' in learned(served, SHORT["POST"])


def test_without_a_cache_of_answers_the_app_is_always_asked() -> None:
    with serving(SAMPLE, response_cache=0) as served:
        for asked in range(1, 5):
            once(served, SHORT["POST"])
            assert served.app.requests == asked


def test_each_request_is_counted_and_has_its_own_id(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path) as served:
        learned(served, SHORT["POST"])
        before, through_app = hits_of(served), served.app.requests
        ids = {once(served, SHORT["POST"], whole=True) for _ in range(5)}
        assert served.app.requests == through_app
        assert hits_of(served) == before + 5
        assert len(ids) == 5


def hits_of(served: Served) -> float:
    lines = served.client.get("/metrics").text.splitlines()
    hits = [line for line in lines if 'cache="hit"' in line and "requests_total" in line]
    return sum(float(line.rpartition(" ")[2]) for line in hits)

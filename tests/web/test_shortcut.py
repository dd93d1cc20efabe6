"""Past the app or through it: the same bytes, for every shape of a request."""

import re
from pathlib import Path
from time import monotonic

import pytest

from tests.folder import save
from tests.served import Served, serving
from tests.web.conversation import SECONDS, Conversation, get, once, post

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
    "behind a proxy": post("X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https"),
    "an id of its own": post("X-Request-Id: mine"),
}
LONG = {
    "HTTP/1.0": post(version="1.0"),
    "the last on its connection": post("Connection: close"),
    "a token": post("Authorization: Bearer it"),
    "waiting for leave": post("Expect: 100-continue"),
    "one header twice": post("Accept: application/json", "Accept: text/html"),
    "an error": post(body=b'{"query": "{ nothing }"}'),
    "no JSON": post(body=b"{"),
    "another path": get(target="/robots.txt"),
    "another method": get(method="DELETE"),
    "what differs by moment": post(body=b'{"query": "{ content { loadedAt } }"}'),
}


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


def test_each_request_is_counted_and_has_its_own_id(tmp_path: Path) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path) as served:
        learned(served, SHORT["POST"])
        before, through_app = hits_of(served), served.app.requests
        ids = {once(served, SHORT["POST"], whole=True) for _ in range(5)}
        assert served.app.requests == through_app
        assert hits_of(served) == before + 5
        assert len(ids) == 5


@pytest.mark.parametrize("cache", [0, 1_000_000])
def test_an_id_that_a_proxy_gave_is_kept(tmp_path: Path, cache: int) -> None:
    save(tmp_path, "one.md", {"title": "One"})
    with serving(tmp_path, response_cache=cache) as served:
        learned(served, SHORT["POST"])
        before = served.app.requests
        for known in ("first", "second"):
            answer = once(served, post(f"X-Request-Id: {known}"), whole=True)
            assert f"x-request-id: {known}\r\n".encode() in answer
        assert b"x-request-id: not this" not in once(
            served, post("X-Request-Id: not this"), whole=True
        )
        assert served.app.requests == before


def hits_of(served: Served) -> float:
    lines = served.client.get("/metrics").text.splitlines()
    hits = [line for line in lines if 'cache="hit"' in line and "requests_total" in line]
    return sum(float(line.rpartition(" ")[2]) for line in hits)

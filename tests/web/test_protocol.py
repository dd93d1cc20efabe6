"""HTTP/1.1 in its bytes: what is read, in which order it is answered, and what is refused."""

import gc
import json
import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import pytest
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gql_content.sources import Watch
from tests.conftest import SAMPLE
from tests.folder import write
from tests.hostile.attacks import WORST_HEADERS
from tests.served import Served, serving
from tests.web.conversation import BODY, Conversation, get, once, post

UPGRADE = ("Connection: Upgrade", "Upgrade: websocket")
HANDSHAKE = (*UPGRADE, "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
HEALTH = get(target="/healthz")
PATIENCE = 0.5


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that waits for half a second, with an article of which answers can be large."""
    root = write(
        tmp_path_factory.mktemp("hasty"), {"a.md": {"title": "A", "question": "word " * 20_000}}
    )
    with serving(
        root,
        watch=Watch.OFF,
        max_waiting=PATIENCE,
        max_answer=1 << 30,
        max_aliases=1_000,
        max_merges=1_000_000,
        max_body=1 << 20,
    ) as served:
        yield served


@pytest.fixture(params=["short", "long"])
def either(request: pytest.FixtureRequest) -> Served:
    """A service with the way past the app, and one without it."""
    return request.getfixturevalue(request.param)


def status(answer: bytes) -> int:
    return int(answer[9:12])


def large(parts: int) -> bytes:
    """Asks for so many times 100,000 bytes."""
    fields = " ".join(f"q{number}: question" for number in range(parts))
    return post(body=json.dumps({"query": f"{{ articles {{ nodes {{ {fields} }} }} }}"}).encode())


def followed(served: Served, sent: bytes, *, to_head: bool = False) -> tuple[bytes, bytes]:
    """The answer to a request, and to another that comes behind it on the same connection."""
    conversation = Conversation(served)
    conversation.send(sent + HEALTH)
    answers = conversation.answer(to_head=to_head), conversation.answer()
    conversation.close()
    return answers


# What asks for another protocol


@pytest.mark.parametrize(
    "upgrade", [HANDSHAKE, ("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c")]
)
def test_a_post_that_asks_for_another_protocol_gets_its_answer(
    either: Served, upgrade: tuple[str, ...]
) -> None:
    answer, next_one = followed(either, post(*upgrade))
    assert status(answer) == 200
    assert b'"articles"' in answer
    assert status(next_one) == 200


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE"])
def test_any_method_but_get_opens_no_socket(either: Served, method: str) -> None:
    answer, next_one = followed(either, get(*HANDSHAKE, method=method), to_head=method == "HEAD")
    assert status(answer) in {200, 204, 405}
    assert status(next_one) == 200


def test_a_get_with_a_body_opens_no_socket(either: Served) -> None:
    answer, next_one = followed(either, get(*HANDSHAKE, "Content-Length: 3") + b"abc")
    assert status(answer) == 200
    assert status(next_one) == 200


def test_http_1_0_opens_no_socket(either: Served) -> None:
    request = get(*HANDSHAKE).replace(b"HTTP/1.1", b"HTTP/1.0")
    assert status(once(either, request)) == 200


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (UPGRADE, 400),
        ((*HANDSHAKE[:-1], "Sec-WebSocket-Key: short"), 400),
        ((*HANDSHAKE, f"Cookie: {'x' * 9_000}"), 431),
        ((*HANDSHAKE, *(f"X-{number}: x" for number in range(130))), 431),
    ],
    ids=["no key", "a bad key", "a long header", "many headers"],
)
def test_a_socket_that_cannot_be_opened_is_refused(
    either: Served, lines: tuple[str, ...], expected: int
) -> None:
    conversation = Conversation(either)
    conversation.send(get(*lines, target="/graphql"))
    answer = conversation.rest()
    assert status(answer) == expected
    assert b"connection: close" in answer.lower()
    conversation.close()


def test_a_socket_is_opened_once_everything_before_it_has_been_answered(either: Served) -> None:
    conversation = Conversation(either)
    protocol = "Sec-WebSocket-Protocol: graphql-transport-ws"
    upgrade = get(*HANDSHAKE, protocol, target="/graphql")
    message = json.dumps({"type": "ping"}).encode()
    frame = bytes([0x81, 0x80 | len(message), 0, 0, 0, 0]) + message
    conversation.send(HEALTH + post() + HEALTH + upgrade + frame)
    assert [status(conversation.answer()) for _ in range(4)] == [200, 200, 200, 101]
    assert b"pong" in conversation.come(16)
    conversation.close()


# Heads


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /healthz HTTP/1.1\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: a, b\r\n\r\n",
        b"GET /healthz HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
    ],
)
def test_a_request_names_one_host(either: Served, sent: bytes) -> None:
    conversation = Conversation(either)
    conversation.send(sent + HEALTH)
    answer = conversation.rest()
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1 ") == 1
    conversation.close()


@pytest.mark.parametrize("host", [b"", b"[::1]:8000", b"example.org:80", b"a_b", b"127.0.0.1"])
def test_a_host_may_look_like_this(either: Served, host: bytes) -> None:
    assert status(once(either, HEALTH.replace(b"Host: here", b"Host: " + host))) == 200


def test_http_1_0_needs_no_host(either: Served) -> None:
    assert status(once(either, b"GET /healthz HTTP/1.0\r\n\r\n")) == 200


@pytest.mark.parametrize("version", [b"HTTP/2.0", b"HTTP/0.9"])
def test_other_versions_are_refused(either: Served, version: bytes) -> None:
    assert status(once(either, HEALTH.replace(b"HTTP/1.1", version))) == 505


def test_a_fragment_is_no_part_of_a_query(short: Served, long: Served) -> None:
    for number in range(1, 6):
        target = f"/graphql?query={{articles(first:{number}){{totalCount}}}}"
        fragment = get(target=f"{target}#{{")
        assert once(short, fragment) == once(long, fragment) == once(short, get(target=target))
    nothing = get(target="/graphql#?query={__typename}")
    assert once(short, nothing) == once(long, nothing)


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/graphql/", b"/graphql"),
        ("/graphql///", b"/graphql"),
        ("/graphql/?query={a}&b=%20", b"/graphql?query=%7Ba%7D&b=%20"),
        ("/healthz/", b"/healthz"),
    ],
)
def test_a_slash_too_many_is_redirected_relatively(
    either: Served, target: str, location: bytes
) -> None:
    for request in (get(target=target), post().replace(b" /graphql ", f" {target} ".encode())):
        answer = once(either, request)
        assert status(answer) == 307
        assert re.findall(rb"location: ([^\r]*)", answer) == [location]


@pytest.mark.parametrize("target", ["//example.org/a.md/", "/nothing/", "//", "/graphiql/"])
def test_nobody_is_redirected_elsewhere(either: Served, target: str) -> None:
    assert status(once(either, get(target=target))) == 404


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "identity, gzip"])
def test_a_compressed_body_is_refused(either: Served, coding: str) -> None:
    for _ in range(4):
        assert status(once(either, post())) == 200
        answer = once(either, post(f"Content-Encoding: {coding}"))
        assert status(answer) == 415
        assert b"UNSUPPORTED_MEDIA_TYPE" in answer
    assert status(once(either, post("Content-Encoding: identity"))) == 200


@pytest.mark.parametrize("name", WORST_HEADERS)
def test_the_worst_header_of_each_kind_is_read_at_once(either: Served, name: str) -> None:
    began = process_time()
    answer = once(either, WORST_HEADERS[name])
    assert status(answer) in {200, 304, 400, 404, 406, 415, 431}
    assert process_time() - began < 1  # of this whole process; it took many seconds


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ('application/json; a="\\";"', 200),
        ('application/json ; charset="UTF-8" ; x', 415),
        ("application/json;", 200),
        ("application/json; charset=utf-8; charset=latin-1", 200),
        ('application/json; charset="utf-8', 415),
        ("application/json, text/plain", 415),
        ("application/json" + ";" * 600, 415),
    ],
)
def test_a_media_type_may_have_parameters(either: Served, content_type: str, expected: int) -> None:
    request = post().replace(
        b"Content-Type: application/json", b"Content-Type: %s" % content_type.encode()
    )
    assert status(once(either, request)) == expected


# In turn


def test_who_asks_without_reading_is_read_no_further(either: Served) -> None:
    request = post("Accept: application/json")
    conversation = Conversation(either, receive_buffer=4_096)
    before = either.app.requests
    flood = request * (72_000_000 // len(request))
    taken = conversation.takes(flood, within=1)
    cycles = [it for it in gc.get_objects() if isinstance(it, RequestResponseCycle)]
    assert taken < len(flood) / 4
    assert either.app.requests - before < 3_000
    assert len(cycles) < 50
    conversation.close()


def test_few_requests_are_parsed_ahead_of_answers(hasty: Served) -> None:
    conversation = Conversation(hasty, receive_buffer=4_096)
    conversation.send(large(200))
    assert conversation.says_something(within=30)
    before = hasty.app.requests
    conversation.send(get(target="/robots.txt") * 100)
    once(hasty, HEALTH)
    assert hasty.app.requests - before <= 1
    conversation.close()


def test_many_requests_in_one_packet_are_answered_in_turn(either: Served) -> None:
    kinds = [
        post(),
        get(),
        get(target="/robots.txt"),
        HEALTH,
        post(body=b"{"),
        get(method="DELETE"),
    ]
    many = [kinds[number % len(kinds)] for number in range(300)]
    expected = [status(once(either, one)) for one in kinds]
    conversation = Conversation(either)
    conversation.send(b"".join(many))
    found = [status(conversation.answer()) for _ in many]
    conversation.close()
    assert found == [expected[number % len(kinds)] for number in range(300)]


@pytest.mark.parametrize("bad", [b"\x00\x01", b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", b"G" * 90_000])
def test_what_is_no_http_is_refused_behind_the_answers_before_it(
    either: Served, bad: bytes
) -> None:
    conversation = Conversation(either)
    conversation.send(post() + get() + post(body=b'{"query": "{ __typename }"}') + bad)
    answers = conversation.rest()
    conversation.close()
    found = [int(one) for one in re.findall(rb"HTTP/1.1 (\d+) ", answers)]
    assert found[:3] == [200, 200, 200]
    assert found[3:] in ([400], [431])


def test_who_sends_no_more_still_gets_every_answer(either: Served) -> None:
    conversation = Conversation(either)
    conversation.send(post() + get(target="/robots.txt") + post(body=b'{"query": "{ a }"}'))
    conversation.end()
    answers = conversation.rest()
    conversation.close()
    assert [int(one) for one in re.findall(rb"HTTP/1.1 (\d+) ", answers)] == [200, 200, 200]


def test_a_request_that_is_cut_off_is_not_answered_for_ever(either: Served) -> None:
    conversation = Conversation(either)
    conversation.send(post() + post()[:-3])
    conversation.end()
    assert conversation.rest().count(b"HTTP/1.1 200") == 1
    conversation.close()


def test_a_body_that_is_refused_early_is_left_out(hasty: Served) -> None:
    too_large = post(body=b" " * ((1 << 20) + 1))
    conversation = Conversation(hasty)
    conversation.send(too_large + HEALTH)
    assert status(conversation.answer()) == 413
    assert status(conversation.answer()) == 200
    conversation.send(too_large[:-1])
    assert status(conversation.answer()) == 413
    assert conversation.rest() == b""  # It is closed, and no second answer comes to one request.
    conversation.close()


def test_a_body_that_does_not_come_ends_its_connection(hasty: Served) -> None:
    conversation = Conversation(hasty)
    conversation.send(HEALTH + post()[:-1])
    assert status(conversation.answer()) == 200
    answer = conversation.rest()
    assert status(answer) == 408
    assert answer.count(b"HTTP/1.1") == 1
    conversation.close()


def test_a_body_may_come_slowly_and_another_request_behind_it(either: Served) -> None:
    conversation = Conversation(either)
    for byte in post():
        conversation.send(bytes([byte]))
    conversation.send(post())
    first, second = conversation.answer(), conversation.answer()
    assert b'"articles"' in first
    assert first == second
    conversation.close()


def test_leave_is_given_where_a_body_is_wanted(either: Served) -> None:
    conversation = Conversation(either)
    request = post("Expect: 100-continue")
    conversation.send(request[: -len(BODY)])
    assert conversation.come(25).startswith(b"HTTP/1.1 100 ")
    conversation.send(BODY + HEALTH)
    assert [status(conversation.answer()), status(conversation.answer())] == [200, 200]
    conversation.close()


def test_where_no_body_is_wanted_the_connection_ends(either: Served) -> None:
    """Nobody could tell the body from the next request."""
    request = post("Expect: 100-continue").replace(b"/json", b"/none")
    conversation = Conversation(either)
    conversation.send(request[: -len(BODY)])
    assert b"HTTP/1.1 415 " in conversation.rest()
    conversation.close()


@pytest.mark.parametrize("trailer", [b"X: " + b"a" * 300_000, b"X: y\r\n" * 50_000])
def test_what_comes_behind_a_body_has_a_bound(either: Served, trailer: bytes) -> None:
    chunked = post().replace(b"Content-Length: %d" % len(BODY), b"Transfer-Encoding: chunked")
    head = chunked[: -len(BODY)]
    body = b"%x\r\n%s\r\n0\r\n" % (len(BODY), BODY)
    assert status(once(either, head + body + b"X: y\r\n\r\n")) == 200
    conversation = Conversation(either)
    conversation.send(head)
    conversation.takes(body + trailer, within=5)
    assert conversation.says_something(within=30)
    assert b"HTTP/1.1 200" not in conversation.rest()
    conversation.close()


def test_head_of_a_stream_is_its_head_alone(either: Served) -> None:
    asked = "/graphql?query=subscription{contentChanged{revision}}"
    request = get("Accept: text/event-stream", method="HEAD", target=asked)
    answer, next_one = followed(either, request, to_head=True)
    assert b"content-type: text/event-stream" in answer
    assert status(next_one) == 200


# Slow readers


def test_a_steady_slow_reader_gets_all_of_it(hasty: Served) -> None:
    """For many times as long as one may take nothing at all."""
    request = large(30)
    expected = len(once(hasty, request))
    conversation = Conversation(hasty, receive_buffer=32_768)
    conversation.send(request)
    conversation.end()
    found = conversation.rest(size=32_768, pause=0.04)
    assert len(found) >= expected
    conversation.close()


def test_who_takes_nothing_is_cut_off(hasty: Served) -> None:
    conversation = Conversation(hasty, receive_buffer=4_096)
    conversation.send(large(200))
    assert conversation.is_cut_off(within=30)
    conversation.close()


def test_who_takes_nothing_of_a_last_answer_is_cut_off_too(hasty: Served) -> None:
    conversation = Conversation(hasty, receive_buffer=4_096)
    conversation.send(large(200).replace(b"Host:", b"Connection: close\r\nHost:"))
    assert conversation.is_cut_off(within=30)
    conversation.close()


def test_nothing_breaks_the_service_by_its_dates(tmp_path: Path) -> None:
    assets = SAMPLE.parent / "gql_content" / "web" / "graphiql" / "bundle" / "assets"
    asset = next(iter(assets.glob("*")), None)
    target = "/graphiql/none.js" if asset is None else f"/graphiql/{asset.name}"
    dates = ["", "0", "," * 5_000, "Mon, 99 Xyz 9999 99:99:99 GMT", "1 " * 5_000, "9" * 5_000, ":"]
    with serving(write(tmp_path, {"a.md": "A"}), watch=Watch.OFF) as served:
        for date in dates:
            assert status(once(served, get(f"If-Modified-Since: {date}", target=target))) < 500
        for accept in ("text/plain;version=x", "application/openmetrics-text;version=" + "9" * 900):
            assert status(once(served, get(f"Accept: {accept}", target="/metrics"))) == 200

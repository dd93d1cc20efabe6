"""Bytes for a connection, drawn from a seed: valid requests, odd ones and broken ones, together."""

import json
from collections.abc import Sequence
from random import Random
from urllib.parse import quote

from msgspec import Struct

__all__ = ["Case", "drawn", "valid_requests"]

QUERIES = (
    "{ __typename }",
    "{ articles(first: 2) { nodes { path title } } }",
    "{ articles { nodes { url answer { source } } totalCount } }",
    "{ subjects { name } }",
    "{ nothing }",
    "{",
    "mutation { a }",
    "query ($n: Int) { articles(first: $n) { nodes { path } } }",
)
HOST = "Host: here"
TYPES = (
    "application/json",
    "application/json; charset=utf-8",
    "text/plain",
    "APPLICATION/JSON;a=b",
)
ACCEPTS = (
    "*/*",
    "application/json",
    "application/graphql-response+json",
    "text/html",
    "image/png",
    "application/graphql-response+json, application/json;q=0.9",
)
LINES = (
    "X-Request-Id: known",
    "X-Request-Id: not known",
    "X-Forwarded-For: 203.0.113.7",
    "X-Forwarded-Proto: https",
    "Origin: https://example.org",
    'If-None-Match: "x"',
    "If-None-Match: *",
    "Authorization: Bearer x",
    "Content-Encoding: gzip",
    "Content-Encoding: identity",
    "Connection: keep-alive",
    "Connection: Upgrade",
    "Upgrade: h2c",
    "Upgrade: websocket",
    "Cookie: a=b; c",
    "X-Empty:",
    "X-Long: " + "x" * 3_000,
    "Accept-Language: de",
    "Range: bytes=0-3",
    "TE: trailers",
)
BAD_LINES = (
    "Host: here",
    "Host: a b",
    "X : y",
    " folded",
    "no colon",
    "Content-Length: 3",
    "Content-Length: -1",
    "Content-Length: 1e2",
    "Content-Length: +5",
    "Transfer-Encoding: identity",
    "X: \x01",
    "Connection: close",
    "X-Huge: " + "x" * 17_000,
)
METHODS = (
    "GET",
    "HEAD",
    "POST",
    "OPTIONS",
    "DELETE",
    "PUT",
    "PATCH",
    "TRACE",
    "CONNECT",
    "get",
    "G",
)
TARGETS = (
    "/graphql",
    "/graphql/",
    "/llms.txt",
    "/robots.txt",
    "/nothing",
    "/graphql#x",
    "/graphql?query={__typename}#x",
    "/graphql?query={__typename}&query={a}",
    "/graphql?",
    "/graphql?query=%7B__typename%7D%00",
    "/graphql?query={__typename}&variables={",
    "/graphql?query={__typename}&extensions=%7B%7D",
    "/gr%61phql?query={__typename}",
    "//graphql?query={__typename}",
    "/./graphql?query={__typename}",
    "http://here/graphql?query={__typename}",
    "http://other/graphql?query={__typename}",
    "*",
    "graphql",
    "/graphql?query={__typename}?query={a}",
    "/graphql?query={__type name}",
)


class Case(Struct, frozen=True):
    """What is sent over one connection, in which parts."""

    parts: Sequence[bytes]

    @property
    def sent(self) -> bytes:
        """All of it."""
        return b"".join(self.parts)


def body_of(query: str, number: int = 0) -> bytes:
    asked: dict[str, object] = {"query": query}
    if number:
        asked["variables"] = {"n": number}
    return json.dumps(asked).encode()


def post(body: bytes, *lines: str, version: str = "1.1", method: str = "POST") -> bytes:
    kind = (
        ()
        if any(one.startswith("Content-Type") for one in lines)
        else (f"Content-Type: {TYPES[0]}",)
    )
    head = (
        f"{method} /graphql HTTP/{version}",
        HOST,
        *kind,
        f"Content-Length: {len(body)}",
        *lines,
    )
    return "\r\n".join((*head, "", "")).encode("latin-1") + body


def get(target: str, *lines: str, version: str = "1.1", method: str = "GET") -> bytes:
    return "\r\n".join((f"{method} {target} HTTP/{version}", HOST, *lines, "", "")).encode(
        "latin-1"
    )


def asking(query: str) -> str:
    return f"/graphql?query={quote(query)}"


def valid_requests() -> Sequence[bytes]:
    """The requests that come again and again, so that the answer to them is known."""
    found: list[bytes] = []
    for query in QUERIES[:4]:
        found += [post(body_of(query)), get(asking(query)), get(asking(query), method="HEAD")]
        found += [post(body_of(query), f"Accept: {one}") for one in ACCEPTS]
    return found


def drawn(seed: int) -> Case:
    """The case of a seed; the same one each time."""
    random = Random(seed)  # noqa: S311 - it has to come again
    number = random.choice((1, 1, 2, 3, 5))
    requests = [request(random) for _ in range(number)]
    return Case(chopped(random, b"".join(requests)))


def request(random: Random) -> bytes:
    kind = random.random()
    if kind < 0.45:
        return random.choice(VALID)
    if kind < 0.75:
        return odd(random)
    if kind < 0.85:
        return chunked(random)
    return broken(random)


def odd(random: Random) -> bytes:
    """Well formed, and seldom seen."""
    lines = random.sample(LINES, random.randint(0, 3))
    lines += [f"Accept: {random.choice(ACCEPTS)}"] * random.randint(0, 2)
    version = random.choices(("1.1", "1.0"), (9, 1))[0]
    if random.random() < 0.5:
        if random.random() < 0.5:
            lines.append(f"Content-Type: {random.choice(TYPES)}")
        query = random.choice(QUERIES)
        body = body_of(query, random.choice((0, 0, 1, 3))) + b" " * random.choice((0, 0, 2))
        return post(
            body, *lines, version=version, method=random.choice(("POST", "POST", *METHODS[:7]))
        )
    target = random.choice((*TARGETS, *(asking(query) for query in QUERIES)))
    return get(target, *lines, version=version, method=random.choice(("GET", "HEAD", *METHODS)))


def chunked(random: Random) -> bytes:
    """A body in chunks, now and then with something wrong in them."""
    body = body_of(random.choice(QUERIES))
    cut = random.randrange(len(body))
    pieces = [b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:cut], body[cut:]) if part]
    end = random.choice(
        (b"0\r\n\r\n", b"0\r\n\r\n", b"0\r\nX: y\r\n\r\n", b"0;a=b\r\n\r\n", b"zz\r\n", b"\r\n")
    )
    head = post(b"", "Transfer-Encoding: chunked").replace(b"Content-Length: 0\r\n", b"")
    return head + b"".join(pieces) + end


def broken(random: Random) -> bytes:
    """A request in which something has been changed, added or left out."""
    return random.choice(BREAKING)(random, random.choice(VALID))


def with_bad_line(random: Random, whole: bytes) -> bytes:
    at = whole.index(b"\r\n") + 2
    return whole[:at] + random.choice(BAD_LINES).encode("latin-1") + b"\r\n" + whole[at:]


def cut_off(random: Random, whole: bytes) -> bytes:
    return whole[: random.randrange(len(whole))]


def with_another_byte(random: Random, whole: bytes) -> bytes:
    at = random.randrange(len(whole))
    return whole[:at] + bytes([random.randrange(256)]) + whole[at + 1 :]


def behind_blank_lines(random: Random, whole: bytes) -> bytes:
    return b"\r\n" * random.randint(1, 3) + whole


def without_host(_: Random, whole: bytes) -> bytes:
    return whole.replace(b"Host: here\r\n", b"")


def of_another_version(random: Random, whole: bytes) -> bytes:
    versions = (b"HTTP/2.0", b"HTTP/1.2", b"HTTP/0.9", b"http/1.1")
    return whole.replace(b"HTTP/1.1", random.choice(versions))


def noise(random: Random, _: bytes) -> bytes:
    return random.randbytes(random.randint(1, 60))


BREAKING = (
    with_bad_line,
    cut_off,
    with_another_byte,
    behind_blank_lines,
    without_host,
    of_another_version,
    noise,
)


def chopped(random: Random, sent: bytes) -> Sequence[bytes]:
    """The bytes in a few parts, cut anywhere."""
    cuts = sorted(random.randrange(len(sent) + 1) for _ in range(random.choice((0, 0, 1, 2, 6))))
    return [sent[a:b] for a, b in zip((0, *cuts), (*cuts, len(sent)), strict=True) if a < b]


VALID = valid_requests()

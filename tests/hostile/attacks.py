"""The hostile requests, each with the exact status and code that answers it."""

from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from tests.hostile.wire import request

__all__ = ["ATTACKS", "WORST_HEADERS", "Attack"]


class Attack(NamedTuple):
    """What is sent, and what has to come back."""

    sent: bytes
    status: int
    code: str | None


def asked(query: str, variables: dict[str, Any] | None = None, **parts: Any) -> bytes:
    return request(msgspec.json.encode({"query": query, "variables": variables, **parts}))


def got(query: str, **parameters: str) -> bytes:
    target = "&".join(f"{name}={quote(it)}" for name, it in {"query": query, **parameters}.items())
    return request(method="GET", target=f"/graphql?{target}")


def persisted(query: str | None, digest: Any, version: Any = 1) -> bytes:
    named = {"persistedQuery": {"version": version, "sha256Hash": digest}}
    parts = {"extensions": named} if query is None else {"query": query, "extensions": named}
    return request(msgspec.json.encode(parts))


def raw(lines: str, body: bytes = b"") -> bytes:
    return f"POST /graphql HTTP/1.1\r\nHost: here\r\n{lines}\r\n".encode("latin-1") + body


def many(part: str, times: int, between: str = " ") -> str:
    return between.join(part.replace("#", str(number)) for number in range(times))


def nested(levels: int) -> str:
    return "{ articles { nodes {" + "next {" * (levels - 3) + "id" + "}" * levels


def fragments(times: int, body: str) -> str:
    return "{ ...F0 } " + many("fragment F# on Query { " + body + " }", times)


def chain(length: int) -> str:
    links = (f"fragment F{n} on Query {{ ...F{n + 1} __typename }}" for n in range(length))
    return "{ ...F0 } " + " ".join(links) + f" fragment F{length} on Query {{ __typename }}"


def doubling(levels: int) -> str:
    links = (
        f"fragment F{n} on Article {{ previous {{ ...F{n + 1} }} next {{ ...F{n + 1} }} }}"
        for n in range(levels)
    )
    last = f"fragment F{levels} on Article {{ id }}"
    return '{ article(by: { url: "/a" }) { ...F0 } } ' + " ".join(links) + last


OK = '{ "query": "{ __typename }" }'
BODY = OK.encode()
LENGTH = len(BODY)
JSON = "Content-Type: application/json\r\n"
PAGE = "query ($after: String) { articles(after: $after) { totalCount } }"
QUERY = "{ __typename }"
HASH = sha256(QUERY.encode()).hexdigest()

BAD_JSON: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \r\n\t ",
    "cut off": BODY[:-3],
    "text": b"{ __typename }",
    "single quotes": b"{'query': '{ __typename }'}",
    "a comma too many": b'{"query": "{ __typename }",}',
    "a comment": b'/* */ {"query": "{ __typename }"}',
    "two bodies": BODY * 2,
    "invalid UTF-8": b'{"query": "\xff\xfe"}',
    "an overlong UTF-8": b'{"query": "\xc0\xaf"}',
    "UTF-16": OK.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + BODY,
    "half a surrogate pair": rb'{"query": "\ud800"}',
    "a raw NUL": b'{"query": "\x00"}',
    "NaN": b'{"query": "{a}", "variables": {"a": NaN}}',
    "Infinity": b'{"query": "{a}", "variables": {"a": -Infinity}}',
    "deep lists": b'{"query": "{a}", "variables": {"a": ' + b"[" * 30_000 + b"]" * 30_000 + b"}}",
    "deep objects": b'{"query": "{a}", "variables": ' + b'{"a":' * 9_000 + b"0" + b"}" * 9_001,
    "deep and unclosed": b'{"query": "{a}", "variables": {"a": ' + b"[" * 60_000,
}
BAD_SHAPE: dict[str, bytes] = {
    "null": b"null",
    "true": b"true",
    "a number": b"1e5",
    "a text": b'"{ __typename }"',
    "a list": b"[]",
    "a batch": b"[" + BODY + b"]",
    "a query of null": b'{"query": null}',
    "a query of a number": b'{"query": 1}',
    "a query of an object": b'{"query": {}}',
    "variables in a list": b'{"query": "{a}", "variables": []}',
    "variables in a text": b'{"query": "{a}", "variables": "{}"}',
    "a name of a list": b'{"query": "{a}", "operationName": []}',
    "extensions of a number": b'{"query": "{a}", "extensions": 1}',
    "a number of 5,000 digits": b'{"query": "{a}", "variables": {"a": ' + b"9" * 5_000 + b"}}",
}

ATTACKS: dict[str, Attack] = {
    # Bodies that are none
    **{f"JSON: {name}": Attack(request(it), 400, "BAD_JSON") for name, it in BAD_JSON.items()},
    **{f"shape: {name}": Attack(request(it), 400, "BAD_REQUEST") for name, it in BAD_SHAPE.items()},
    "an empty object": Attack(request(b"{}"), 400, "BAD_REQUEST"),
    "a body too large": Attack(request(BODY + b" " * 65_536), 413, "BODY_TOO_LARGE"),
    "a body announced too large": Attack(
        raw(JSON + "Content-Length: 1000000000000\r\n"), 413, "BODY_TOO_LARGE"
    ),
    "a form": Attack(
        request(b"query=%7Ba%7D", content_type="application/x-www-form-urlencoded"),
        415,
        "UNSUPPORTED_MEDIA_TYPE",
    ),
    "multipart": Attack(
        request(BODY, content_type="multipart/form-data; boundary=x"), 415, "UNSUPPORTED_MEDIA_TYPE"
    ),
    "text, as a page of another site would send": Attack(
        request(BODY, content_type="text/plain"), 415, "UNSUPPORTED_MEDIA_TYPE"
    ),
    "a charset": Attack(
        request(BODY, content_type="application/json; charset=utf-7"), 415, "UNSUPPORTED_MEDIA_TYPE"
    ),
    "no type": Attack(raw(f"Content-Length: {LENGTH}\r\n", BODY), 415, "UNSUPPORTED_MEDIA_TYPE"),
    # Documents that ask for too much
    "no document": Attack(asked(""), 400, "GRAPHQL_PARSE_FAILED"),
    "tokens": Attack(asked("{" + "a " * 10_000 + "}"), 400, "LIMIT_TOKENS"),
    "tokens by GET": Attack(got("{" + "a " * 5_000 + "}"), 400, "LIMIT_TOKENS"),
    "comments": Attack(asked("#\n" * 5_000 + QUERY), 400, "LIMIT_TOKENS"),
    "one huge token": Attack(asked("{ " + "a" * 60_000 + " }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "braces": Attack(asked("{" * 1_900), 400, "GRAPHQL_PARSE_FAILED"),
    "deep fields": Attack(asked("{a" * 600 + "}" * 600), 400, "GRAPHQL_PARSE_FAILED"),
    "deep values": Attack(
        asked("{ a(b: " + "[" * 900 + "]" * 900 + ") }"), 400, "GRAPHQL_PARSE_FAILED"
    ),
    "deep types": Attack(
        asked("query ($a: " + "[" * 900 + "Int" + "]" * 900 + ") { __typename }"),
        400,
        "GRAPHQL_PARSE_FAILED",
    ),
    "deep articles": Attack(asked(nested(13)), 400, "LIMIT_DEPTH"),
    "deep articles by GET": Attack(got(nested(40)), 400, "LIMIT_DEPTH"),
    "aliases": Attack(
        asked("{ content { " + many("a#: revision", 31) + "} }"), 400, "LIMIT_ALIASES"
    ),
    "aliases in a fragment": Attack(
        asked("{ ...F } fragment F on Query { content { " + many("a#: revision", 31) + "} }"),
        400,
        "LIMIT_ALIASES",
    ),
    "root fields": Attack(asked("{" + "__typename " * 21 + "}"), 400, "LIMIT_ROOT_FIELDS"),
    "root fields in fragments": Attack(
        asked(fragments(1, "... { " + "__typename " * 21 + "}")), 400, "LIMIT_ROOT_FIELDS"
    ),
    "directives": Attack(
        asked("{ __typename " + "@include(if: true) " * 51 + "}"), 400, "LIMIT_DIRECTIVES"
    ),
    "unknown directives": Attack(
        asked("{ __typename " + "@a " * 900 + "}"), 400, "LIMIT_DIRECTIVES"
    ),
    "conflicting fields": Attack(
        asked("{ content { " + many("a: revision b: articleCount", 200) + "} }"),
        400,
        "LIMIT_MERGES",
    ),
    "conflicting arguments": Attack(
        asked("{" + many("a: articles(first: #) { totalCount }", 150) + "}"), 400, "LIMIT_MERGES"
    ),
    "a circle of fragments": Attack(
        asked("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "a fragment in itself": Attack(
        asked("{ ...A } fragment A on Query { ...A }"), 400, "GRAPHQL_VALIDATION_FAILED"
    ),
    "a chain of fragments": Attack(asked(chain(150)), 400, "LIMIT_MERGES"),
    "fragments that double": Attack(asked(doubling(100)), 400, "LIMIT_FIELDS"),
    "unused fragments": Attack(
        asked(QUERY + many("fragment F# on Query { __typename }", 200)), 400, "LIMIT_OPERATIONS"
    ),
    "operations": Attack(
        asked(many("query A# { __typename }", 300), operationName="A7"), 400, "LIMIT_OPERATIONS"
    ),
    "pages of pages": Attack(
        asked(
            "{ subjects { articles(first: 100) { nodes { backlinks(first: 100) { kinds } } } } }"
        ),
        400,
        "LIMIT_COST",
    ),
    "pages of pages by a variable": Attack(
        asked(
            "query ($n: Int) { articles(first: 100) { nodes { related(first: $n) { title } } } }",
            {"n": 2_000_000_000},
        ),
        400,
        "LIMIT_COST",
    ),
    "introspection that recurses": Attack(
        asked("{ __schema { types {" + "fields { type {" * 20 + "name" + "}" * 43),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "a page too large": Attack(asked("{ articles(first: 101) { totalCount } }"), 200, "BAD_WINDOW"),
    "a number of 5,000 digits in a document": Attack(
        asked("{ articles(first: " + "9" * 5_000 + ") { totalCount } }"),
        400,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    "a mutation": Attack(asked("mutation { a }"), 400, "GRAPHQL_VALIDATION_FAILED"),
    "a mutation by GET": Attack(got("mutation { a }"), 405, "GRAPHQL_VALIDATION_FAILED"),
    # What was given out, and came back changed
    "a cursor of junk": Attack(asked(PAGE, {"after": "x"}), 200, "BAD_CURSOR"),
    "a cursor by number": Attack(asked(PAGE, {"after": "arrayconnection:-5"}), 200, "BAD_CURSOR"),
    "a cursor of another order": Attack(asked(PAGE, {"after": "WyJhIl0"}), 200, "BAD_CURSOR"),
    "a cursor of 60,000 letters": Attack(asked(PAGE, {"after": "A" * 60_000}), 200, "BAD_CURSOR"),
    "an id of junk": Attack(asked('{ node(id: "x") { id } }'), 200, "BAD_ID"),
    "an id of another folder": Attack(
        asked('{ node(id: "QXJ0aWNsZTouLi8uLi9ldGMvcGFzc3dk") { id } }'), 200, None
    ),
    "a hash of nothing known": Attack(persisted(None, "0" * 64), 400, "PERSISTED_QUERY_NOT_FOUND"),
    "a hash of another query": Attack(
        persisted("{ content { revision } }", HASH), 400, "PERSISTED_QUERY_HASH_MISMATCH"
    ),
    "a hash of no shape": Attack(persisted(None, "../../etc"), 400, "BAD_PERSISTED_QUERY"),
    "a hash of a number": Attack(persisted(None, 1), 400, "BAD_PERSISTED_QUERY"),
    "a hash of another version": Attack(
        persisted(None, HASH, 2), 400, "PERSISTED_QUERY_NOT_SUPPORTED"
    ),
    "a document nobody knows": Attack(
        request(b'{"documentId": "../../etc/passwd"}'), 400, "DOCUMENT_NOT_FOUND"
    ),
    # Urls
    "variables that break out": Attack(got(QUERY, variables='{},"query":"{b}"'), 400, "BAD_JSON"),
    "a path up": Attack(request(method="GET", target="/..%2f..%2fetc/passwd"), 404, "NOT_FOUND"),
    "a path up among assets": Attack(
        request(method="GET", target="/graphiql/..%2f..%2f__init__.py"), 404, "NOT_FOUND"
    ),
    "a NUL in a path": Attack(request(method="GET", target="/%00"), 404, "NOT_FOUND"),
    "an unknown method": Attack(request(method="TRACE"), 405, "METHOD_NOT_ALLOWED"),
    "an Accept of nothing": Attack(
        request(BODY, more="Accept: image/png;q=1, */*;q=0\r\n").replace(
            b"Accept: application/graphql-response+json\r\n", b""
        ),
        406,
        "NOT_ACCEPTABLE",
    ),
    # HTTP that is none, or means two things
    "no HTTP": Attack(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "BAD_HTTP"),
    "two lengths": Attack(
        raw(f"{JSON}Content-Length: {LENGTH}\r\nContent-Length: 0\r\n", BODY), 400, "BAD_HTTP"
    ),
    "a length and chunks": Attack(
        raw(f"{JSON}Content-Length: {LENGTH}\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"),
        400,
        "BAD_HTTP",
    ),
    "chunks and a length": Attack(
        raw(f"{JSON}Transfer-Encoding: chunked\r\nContent-Length: {LENGTH}\r\n", b"0\r\n\r\n"),
        400,
        "BAD_HTTP",
    ),
    "a length below zero": Attack(raw(f"{JSON}Content-Length: -1\r\n", BODY), 400, "BAD_HTTP"),
    "a length in words": Attack(raw(f"{JSON}Content-Length: 1e3\r\n", BODY), 400, "BAD_HTTP"),
    "a coding that hides chunks": Attack(
        raw(f"{JSON}Transfer-Encoding: xchunked\r\n", BODY), 400, "BAD_HTTP"
    ),
    "a blank before a colon": Attack(
        raw(f"{JSON}Content-Length : {LENGTH}\r\n", BODY), 400, "BAD_HTTP"
    ),
    "a folded header": Attack(
        raw(f"{JSON}X: a\r\n b: c\r\nContent-Length: {LENGTH}\r\n", BODY), 400, "BAD_HTTP"
    ),
    "a chunk of no size": Attack(
        raw(f"{JSON}Transfer-Encoding: chunked\r\n", b"zz\r\nabc\r\n0\r\n\r\n"), 400, "BAD_HTTP"
    ),
    "a head of 200,000 bytes": Attack(
        b"GET / HTTP/1.1\r\nHost: here\r\nX: " + b"a" * 200_000, 431, "HEAD_TOO_LARGE"
    ),
}

FILL = 76_000  # bytes: as much as a head may have, and what is left for its other lines


def with_header(name: str, value: str, *, method: str = "GET", target: str = "/graphql") -> bytes:
    """A request whose cost is that of one header."""
    own = f"{name}: {value}\r\n"
    if method == "GET":
        return f"GET {target} HTTP/1.1\r\nHost: here\r\n{own}\r\n".encode("latin-1")
    kind = "" if name == "Content-Type" else JSON
    length = f"Content-Length: {LENGTH}\r\n"
    head = f"POST {target} HTTP/1.1\r\nHost: here\r\n{kind}{length}{own}\r\n"
    return head.encode("latin-1") + BODY


def worst_headers(size: int) -> dict[str, bytes]:
    """For each header that is read, the value that would cost the most to read."""
    values = {
        "Content-Type": [
            'application/json;"' + ";" * size,
            "application/json" + "; a=b" * (size // 5),
        ],
        "Accept": [",a/b;q=0" * (size // 8), "a" * size, ";" * size, "*/*;" + "q=1;" * (size // 4)],
        "Accept-Encoding": [",gzip;q=0" * (size // 9), "*" * size, "gzip" + ";" * size],
        "If-None-Match": ['W/"a",' * (size // 6), '"' * size, "," * size],
        "X-Forwarded-For": ["127.0.0.1," * (size // 10), "," * size, "[" * size],
        "X-Forwarded-Proto": ["," * size],
        "X-Request-Id": ["a" * size],
        "Cookie": ["a=b;" * (size // 4)],
        "Authorization": ["Bearer " + "a" * size, "Basic " + "=" * size],
        "Origin": ["https://" + "a." * (size // 2)],
        "Host": ["a" * size, "[" + ":" * size],
        "Connection": ["a," * (size // 2)],
        "Upgrade": ["a," * (size // 2)],
        "Range": ["bytes=" + "0-1," * (size // 4)],
        "If-Modified-Since": ["1 " * (size // 2), "," * size],
        "Expect": ["1" * size],
        "Last-Event-ID": ["a" * size],
        "Access-Control-Request-Headers": ["a," * (size // 2)],
        "Traceparent": ["0-" * (size // 2)],
    }
    return {
        f"{method} {name} {number}": with_header(name, value, method=method)
        for method in ("GET", "POST")
        for name, several in values.items()
        for number, value in enumerate(several)
        if name != "Host"
    } | {
        f"GET Host {number}": f"GET /graphql HTTP/1.1\r\nHost: {value}\r\n\r\n".encode()
        for number, value in enumerate(values["Host"])
    }


SHORTER = 15_000  # bytes, where one header may have no more than that
WORST_HEADERS: dict[str, bytes] = {
    **{f"{name}, long": sent for name, sent in worst_headers(FILL).items()},
    **{f"{name}, shorter": sent for name, sent in worst_headers(SHORTER).items()},
    "many headers": request(method="GET", more=many("A#: b\r\n", 7_000, "")),
    "one header many times": request(method="GET", more="Accept: a/b\r\n" * 5_000),
}
"""Requests that are answered, or refused, as quickly as any other."""

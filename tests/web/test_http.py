"""GraphQL over HTTP, and the routes around it, as any client may use or misuse them."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from gql_content.settings import Settings
from gql_content.sources import Watch
from gql_content.web import Loaded, create_app
from gql_content.web.graphiql_page import CONTENT_SECURITY_POLICY
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.served import Served

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
COUNT = "{ content { articleCount } }"
MOST = 64 * 1024


def post(served: Served, body: bytes, **headers: str) -> httpx.Response:
    sent = {"Content-Type": JSON, **{name.replace("_", "-"): it for name, it in headers.items()}}
    return served.client.post("/graphql", content=body, headers=sent)


def code(response: httpx.Response) -> str:
    """The code of the only error of a response that has no data."""
    body = response.json()
    assert "data" not in body
    (error,) = body["errors"]
    assert error["message"]
    return error["extensions"]["code"]


# Asking


def test_post_and_get_answer_alike(sample: Served) -> None:
    posted = sample.response(COUNT)
    got = sample.client.get("/graphql", params={"query": COUNT})
    assert posted.status_code == got.status_code == 200
    assert posted.content == got.content
    assert posted.json()["data"]["content"]["articleCount"] == sample.loaded.articles


def test_get_takes_variables_and_an_operation_name(sample: Served) -> None:
    query = """
      query A($first: Int) { articles(first: $first) { nodes { __typename } } }
      query B { __typename }
    """
    asked = {"query": query, "variables": '{"first": 2}', "operationName": "A"}
    nodes = sample.client.get("/graphql", params=asked).json()["data"]["articles"]["nodes"]
    assert len(nodes) == 2
    other = sample.client.get("/graphql", params={**asked, "operationName": "B"}).json()
    assert other == {"data": {"__typename": "Query"}}


def test_post_takes_an_operation_name(sample: Served) -> None:
    query = "query A { a: __typename } query B { b: __typename }"
    body = {"query": query, "operationName": "B", "extensions": {"any": 1}}
    assert sample.client.post("/graphql", json=body).json() == {"data": {"b": "Query"}}


@pytest.mark.parametrize("name", [None, "", "C"])
def test_one_of_several_operations_has_to_be_named(sample: Served, name: str | None) -> None:
    body = {"query": "query A { a: __typename } query B { b: __typename }", "operationName": name}
    accept = {"Accept": GRAPHQL}
    response = sample.client.post("/graphql", json=body, headers=accept)
    assert response.status_code == 400
    assert code(response) == "GRAPHQL_VALIDATION_FAILED"


def test_null_parameters_are_as_good_as_none(sample: Served) -> None:
    body = {"query": COUNT, "variables": None, "operationName": None, "extensions": None}
    assert "data" in sample.client.post("/graphql", json=body).json()


def test_empty_parameters_in_the_url_are_as_good_as_none(sample: Served) -> None:
    asked = {"query": COUNT, "variables": "", "operationName": "", "extensions": ""}
    assert "data" in sample.client.get("/graphql", params=asked).json()


def test_any_characters_pass_through(sample: Served) -> None:
    query = "query ($url: String!) { article(by: { url: $url }) { url } }"
    assert sample.data(query, url="/😀/é/\u2028") == {"article": None}


# Media types and statuses

VALID = {"query": COUNT}
UNPARSABLE = {"query": "{"}
INVALID = {"query": "{ nothing }"}
BAD_VARIABLE = {"query": "query ($n: Int!) { articles(first: $n) { totalCount } }"}
FAILING = {"query": "{ articles(first: -1) { totalCount } }"}
PARTLY_FAILING = {"query": '{ node(id: "x") { id } }'}


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON};q=0.1, {GRAPHQL};q=0.2", GRAPHQL),
        (f"text/event-stream, {JSON}", JSON),
        (BROWSER, JSON),
    ],
)
@pytest.mark.parametrize(
    ("body", "strict_status"),
    [
        (VALID, 200),
        (FAILING, 200),
        (PARTLY_FAILING, 200),
        (UNPARSABLE, 400),
        (INVALID, 400),
        (BAD_VARIABLE, 400),
        ({"query": ""}, 400),
    ],
)
def test_the_media_type_decides_the_status(
    sample: Served, accept: str | None, media_type: str, body: Any, strict_status: int
) -> None:
    request = sample.client.build_request("POST", "/graphql", json=body)
    del request.headers["Accept"]
    if accept is not None:
        request.headers["Accept"] = accept
    response = sample.client.send(request)
    assert response.status_code == (strict_status if media_type == GRAPHQL else 200)
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert ("data" in response.json()) == (strict_status == 200)
    assert ("errors" in response.json()) == (body != VALID)


@pytest.mark.parametrize("accept", ["image/png", f"{JSON};q=0", "text/plain", "*/*;q=0"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_nobody_accepts_is_refused(sample: Served, accept: str, method: str) -> None:
    headers = {"Accept": accept, "Content-Type": JSON}
    asked = {"query": COUNT}
    response = sample.client.request(
        method, "/graphql", headers=headers, params=asked, content=json.dumps(asked)
    )
    assert response.status_code == 406
    assert code(response) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("mutation { a }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { a }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_is_wrong_with_a_document_has_a_code(
    sample: Served, query: str, expected: str
) -> None:
    assert code(sample.response(query)) == expected


def test_a_syntax_error_says_where(sample: Served) -> None:
    (error,) = sample.errors("{\n  content {\n}")
    assert error["locations"] == [{"line": 3, "column": 2}]


def test_a_mutation_by_get_is_the_wrong_method(sample: Served) -> None:
    asked = {"query": "mutation { a }"}
    for accept in (JSON, GRAPHQL):
        response = sample.client.get("/graphql", params=asked, headers={"Accept": accept})
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
        assert code(response) == "GRAPHQL_VALIDATION_FAILED"


# Methods


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_methods_are_told_which_there_are(sample: Served, method: str) -> None:
    response = sample.client.request(method, "/graphql")
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert code(response) == "METHOD_NOT_ALLOWED"


def test_options_tells_the_methods(sample: Served) -> None:
    response = sample.client.options("/graphql")
    assert response.status_code == 204
    assert response.headers["allow"] == "GET, HEAD, OPTIONS, POST"
    assert response.content == b""


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        (f"/graphql?query={COUNT}", JSON),
        ("/graphql?query={", GRAPHQL),
        ("/graphql", JSON),
        ("/graphql", BROWSER),
        ("/", "*/*"),
        ("/healthz", "*/*"),
        ("/readyz", "*/*"),
        ("/nothing", "*/*"),
    ],
)
def test_head_is_get_without_the_body(sample: Served, path: str, accept: str) -> None:
    got = sample.client.get(path, headers={"Accept": accept})
    head = sample.client.head(path, headers={"Accept": accept})
    assert head.status_code == got.status_code
    assert head.content == b""
    moment = {"date": "", "x-request-id": ""}
    assert {**head.headers, **moment} == {**got.headers, **moment}


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz"])
def test_pages_are_only_read(sample: Served, path: str) -> None:
    response = sample.client.post(path, json={})
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]
    assert code(response) == "METHOD_NOT_ALLOWED"


# Bodies that are none


def deep(opened: str, closed: str) -> bytes:
    return (opened * 30_000 + closed * 30_000).encode()


MALFORMED = {
    "nothing": b"",
    "cut off": b'{"query": "{',
    "text": b"{ content }",
    "more than one": b'{"query":"{a}"} {}',
    "invalid UTF-8": b'{"query": "\xff"}',
    "UTF-16": '{"query": "{a}"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"query": "{a}"}',
    "half a surrogate pair": rb'{"query": "\ud800"}',
    "NaN": b'{"query": "{a}", "variables": {"a": NaN}}',
    "Infinity": b'{"query": "{a}", "variables": {"a": -Infinity}}',
    "deep objects": b'{"query":"{a}","variables":' + b'{"a":' * 10_000 + b"0" + b"}" * 10_001,
    "a deep list": b'{"query":"{a}","variables":{"a":' + deep("[", "]") + b"}}",
    "a deep unknown key": b'{"query":"{a}","a":' + deep("[", "]") + b"}",
    "deep and unclosed": b'{"query":"{a}","variables":{"a":' + b"[" * 60_000,
}

WRONG = {
    "null": b"null",
    "true": b"true",
    "a number": b"1",
    "a text": b'"{ content }"',
    "a list": b"[]",
    "a batch": b'[{"query": "{ __typename }"}]',
    "a deep list alone": deep("[", "]"),
    "an empty object": b"{}",
    "a query of null": b'{"query": null}',
    "a query of a number": b'{"query": 1}',
    "a query of a list": b'{"query": ["{ __typename }"]}',
    "variables in a list": b'{"query": "{a}", "variables": []}',
    "variables in a text": b'{"query": "{a}", "variables": "{}"}',
    "an operation name of a number": b'{"query": "{a}", "operationName": 1}',
    "extensions of a text": b'{"query": "{a}", "extensions": "a"}',
    "a number out of range": b'{"query": "{a}", "variables": {"a": 1e999}}',
    "a number of 5,000 digits": b'{"query": "{a}", "variables": {"a": ' + b"9" * 5_000 + b"}}",
}


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_json_is_refused(sample: Served, name: str, accept: str) -> None:
    response = post(sample, MALFORMED[name], Accept=accept)
    assert response.status_code == 400
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    assert code(response) == "BAD_JSON"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
@pytest.mark.parametrize("name", WRONG)
def test_json_that_is_no_request_is_refused(sample: Served, name: str, accept: str) -> None:
    response = post(sample, WRONG[name], Accept=accept)
    assert response.status_code == 400
    assert code(response) == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("", "NO_QUERY"),
        ("query=", "NO_QUERY"),
        ("variables={}", "NO_QUERY"),
        ("query={a}&variables=nonsense", "BAD_JSON"),
        ("query={a}&variables={", "BAD_JSON"),
        ("query={a}&variables={}},{", "BAD_JSON"),
        ('query={a}&variables={},"query":"{b}"', "BAD_JSON"),
        ("query={a}&variables=[]", "BAD_REQUEST"),
        ("query={a}&variables=1", "BAD_REQUEST"),
        ("query={a}&extensions=[]", "BAD_REQUEST"),
        ("query={a}&variables=NaN", "BAD_JSON"),
        ("query={a}&variables=%ff", "BAD_JSON"),
        ("query={a}&variables=" + "[" * 20_000, "BAD_JSON"),
    ],
)
def test_a_url_that_is_no_request_is_refused(
    sample: Served, parameters: str, expected: str
) -> None:
    response = sample.client.get(f"/graphql?{parameters}", headers={"Accept": JSON})
    assert response.status_code == 400
    assert code(response) == expected


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/graphql",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/jsonp",
        "nonsense",
        "",
    ],
)
def test_another_content_type_is_refused(sample: Served, content_type: str) -> None:
    response = post(sample, json.dumps(VALID).encode(), Content_Type=content_type)
    assert response.status_code == 415
    assert code(response) == "UNSUPPORTED_MEDIA_TYPE"


def test_a_body_without_content_type_is_refused(sample: Served) -> None:
    response = sample.client.post("/graphql", content=json.dumps(VALID))
    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", 'APPLICATION/JSON;charset="UTF-8"']
)
def test_json_in_utf_8_may_say_so(sample: Served, content_type: str) -> None:
    assert post(sample, json.dumps(VALID).encode(), Content_Type=content_type).status_code == 200


def padded(size: int) -> bytes:
    start, end = b'{"query":"{ __typename }","a":"', b'"}'
    return start + b"x" * (size - len(start) - len(end)) + end


def chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 10_000):
        yield body[start : start + 10_000]


def test_a_body_may_be_as_large_as_the_setting_says(sample: Served) -> None:
    assert post(sample, padded(MOST)).status_code == 200
    response = post(sample, padded(MOST + 1))
    assert response.status_code == 413
    assert code(response) == "BODY_TOO_LARGE"


def test_a_body_in_chunks_may_not_be_larger_either(sample: Served) -> None:
    headers = {"Content-Type": JSON}
    fits = sample.client.post("/graphql", content=chunks(padded(MOST)), headers=headers)
    assert fits.status_code == 200
    large = sample.client.post("/graphql", content=chunks(padded(MOST + 1)), headers=headers)
    assert large.status_code == 413
    assert code(large) == "BODY_TOO_LARGE"


def test_a_body_that_is_only_announced_is_refused_unread(sample: Served) -> None:
    host, _, port = sample.url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            b"POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000000000000\r\n\r\n"
        )
        assert connection.recv(1_000).startswith(b"HTTP/1.1 413 ")


def test_a_body_may_be_allowed_to_be_small(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, max_body=100)
    assert post(served, padded(100)).status_code == 200
    assert post(served, padded(101)).status_code == 413


# Queries made to hurt

HOSTILE = {
    "braces": "{" * 10_000,
    "selections": "{a" * 9_000 + "}" * 9_000,
    "real fields": "{" + "articles{nodes{subject{" * 2_000 + "name" + "}" * 6_001,
    "lists": "{ a(b: " + "[" * 10_000 + "]" * 10_000 + ") }",
    "objects": "{ a(b: " + "{a:" * 10_000 + "1" + "}" * 10_000 + ") }",
    "types": "query ($a: " + "[" * 10_000 + "Int" + "]" * 10_000 + ") { __typename }",
    "a circle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "a long number": "{ articles(first: " + "9" * 50_000 + ") { totalCount } }",
    "a long text": '{ article(by: { url: "' + "x" * 60_000 + '" }) { url } }',
    "a NUL": "{ \0 }",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_no_query_breaks_the_service(sample: Served, name: str, accept: str) -> None:
    body = json.dumps({"query": HOSTILE[name]}).encode()
    response = post(sample, body, Accept=accept)
    assert response.status_code in {200, 400}
    for error in response.json().get("errors", []):
        assert error["extensions"]["code"] in {
            "GRAPHQL_PARSE_FAILED",
            "GRAPHQL_VALIDATION_FAILED",
            "LIMIT_TOKENS",
        }
    assert ("data" in response.json()) == (name == "a long text")


# Routes


def test_introspection_works(sample: Served) -> None:
    found = sample.data("{ __schema { queryType { name } mutationType { name } } }")
    assert found["__schema"] == {"queryType": {"name": "Query"}, "mutationType": None}


@pytest.mark.parametrize("path", ["/nothing", "/graphql/more", "/%00", "/..%2f..%2fetc/passwd"])
def test_an_unknown_path_is_not_found(sample: Served, path: str) -> None:
    response = sample.client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"].startswith(JSON)
    assert code(response) == "NOT_FOUND"


def test_no_answer_of_the_moment_is_kept_by_caches(sample: Served) -> None:
    for path in ("/graphql?query={", "/healthz", "/readyz", "/no"):
        assert sample.client.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_a_browser_is_shown_graphiql(sample: Served, path: str) -> None:
    response = sample.client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["vary"] == "Accept"
    assert "GraphiQL" in response.text


def test_a_browser_that_asks_a_query_is_answered(sample: Served) -> None:
    response = sample.client.get("/graphql", params={"query": COUNT}, headers={"Accept": BROWSER})
    assert response.headers["content-type"].startswith(JSON)
    assert response.json()["data"]["content"]["articleCount"] == sample.loaded.articles


def test_a_program_without_a_query_is_told_what_to_do(sample: Served) -> None:
    response = sample.client.get("/graphql", headers={"Accept": "*/*"})
    assert response.status_code == 400
    assert code(response) == "NO_QUERY"


# While loading. Content is loaded by the lifespan, so an app whose lifespan has not begun waits.


@pytest.fixture
async def waiting() -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(Settings(content=SAMPLE, state=False))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        yield client


async def test_while_loading_it_lives_but_is_not_ready(waiting: httpx.AsyncClient) -> None:
    assert (await waiting.get("/healthz")).status_code == 200
    ready = await waiting.get("/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"status": "loading", "done": 0, "total": 0}


async def test_while_loading_queries_are_to_come_back(waiting: httpx.AsyncClient) -> None:
    for method in ("GET", "POST"):
        response = await waiting.request(
            method, "/graphql", params={"query": COUNT}, json={"query": COUNT}
        )
        assert response.status_code == 503
        assert response.headers["retry-after"] == "1"
        assert code(response) == "LOADING"
    refused = await waiting.post("/graphql", content=b"null", headers={"Content-Type": JSON})
    assert refused.status_code == 400


async def test_while_loading_graphiql_is_there_without_examples(
    waiting: httpx.AsyncClient,
) -> None:
    response = await waiting.get("/")
    assert response.status_code == 200
    assert "# Newest" not in response.text


async def test_once_loaded_it_is_ready(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    told: asyncio.Queue[Loaded] = asyncio.Queue()
    steps: list[tuple[int, int]] = []
    app = create_app(
        Settings(content=tmp_path, state=False, sweep=3600),
        on_loaded=told.put_nowait,
        on_progress=lambda done, total: steps.append((done, total)),
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
        assert (await client.get("/readyz")).status_code == 503
        async with app.router.lifespan_context(app):
            loaded = await told.get()
            ready = await client.get("/readyz")
    assert (loaded.articles, loaded.subjects, loaded.problems) == (1, 0, 0)
    assert ready.status_code == 200
    assert ready.json()["articles"] == 1
    assert steps[-1] == (1, 1)


async def test_loading_that_fails_is_told_at_once_and_stops_in_order(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told = asyncio.Event()

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.exc_info:
                told.set()

    def fail(_done: int, _total: int) -> None:
        raise OSError("the disk is gone")

    listener = Listener(logging.CRITICAL)
    logging.getLogger("gql_content.web").addHandler(listener)
    app = create_app(Settings(content=SAMPLE, state=False), on_progress=fail)
    try:
        async with app.router.lifespan_context(app), asyncio.timeout(20):
            await told.wait()
    finally:
        logging.getLogger("gql_content.web").removeHandler(listener)
    assert "could not be loaded" in caplog.text
    assert "the disk is gone" in caplog.text


# What stays inside


def test_no_answer_holds_a_path_of_this_machine(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A", "answer": "B"}, "bad.md": "---\n[\n---\n"})
    served = serve(tmp_path, watch=Watch.OFF)
    everything = """{
      articles { nodes { id path url frontMatter answer { html } source { path digest } } }
      content { revision problems { path message remedy } }
    }"""
    answers = [served.response(everything)]
    (tmp_path / "a.md").unlink()
    answers += [
        served.response("{ articles { nodes { answer { source } } } }"),
        served.response('{ node(id: "x") { id } }'),
        post(served, b"{"),
        served.client.get("/readyz"),
        served.client.get("/nothing"),
        served.client.get("/"),
    ]
    for response in answers:
        assert str(tmp_path) not in response.text
        assert str(Path(__file__).parents[2]) not in response.text
        assert "Traceback" not in response.text
        assert "127.0.0.1" not in response.text

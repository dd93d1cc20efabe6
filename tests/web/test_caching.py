"""What caches are told, and the cache of our own: the same bytes, made once."""

import gzip
import select
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from gql_content.web.cache_policy import tag_headers
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.served import Served

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
LONG = "{ articles { nodes { path title url answer { source } } } }"
COUNT = "{ content { articleCount } }"
SECONDS = 20


def asked(served: Served, query: str = LONG, **headers: str) -> httpx.Response:
    sent = {"Accept-Encoding": "identity"} | {
        name.replace("_", "-"): one for name, one in headers.items()
    }
    return served.client.post("/graphql", json={"query": query}, headers=sent)


def got(served: Served, query: str = LONG, **headers: str) -> httpx.Response:
    sent = {name.replace("_", "-"): one for name, one in headers.items()}
    return served.client.get("/graphql", params={"query": query}, headers=sent)


@pytest.fixture
def plain(serve: Serve) -> Served:
    """The sample content without a cache of answers."""
    return serve(SAMPLE, response_cache=0)


# Entity tags


def test_every_good_answer_has_a_weak_tag_and_may_be_kept(sample: Served) -> None:
    for response in (asked(sample), got(sample)):
        assert response.headers["etag"].startswith('W/"')
        assert response.headers["cache-control"].startswith("public, max-age=0, s-maxage=")
        assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert asked(sample).headers["etag"] == got(sample).headers["etag"]


def test_the_same_answer_has_one_tag_in_every_process(sample: Served) -> None:
    tag = got(sample).headers["etag"]
    script = f"""if True:
        import sys
        from pathlib import Path
        sys.path.insert(0, {str(SAMPLE.parent)!r})
        from tests.served import serving
        with serving(Path({str(SAMPLE)!r})) as served:
            print(served.client.get("/graphql", params={{"query": {LONG!r}}}).headers["etag"])
    """
    other = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "1"},
        timeout=60,
    )
    assert other.stdout.strip() == tag


@pytest.mark.parametrize("ask", [asked, got])
@pytest.mark.parametrize("cached", [True, False])
def test_who_has_the_answer_is_told_so(
    sample: Served, plain: Served, ask: Callable[..., httpx.Response], cached: bool
) -> None:
    served = sample if cached else plain
    first = ask(served)
    again = ask(served, If_None_Match=first.headers["etag"])
    assert again.status_code == 304
    assert again.content == b""
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    bare = first.headers["etag"].removeprefix("W/")
    assert ask(served, If_None_Match=f'"other", {bare}').status_code == 304
    assert ask(served, If_None_Match='W/"other"').status_code == 200
    assert ask(served, If_None_Match="*").status_code == 200


def test_operation_variables_and_settings_are_in_the_tag(sample: Served, serve: Serve) -> None:
    query = "query A($n: Int) { articles(first: $n) { totalCount } } query B { __typename }"
    bodies: list[dict[str, Any]] = [
        {"query": query, "operationName": "A"},
        {"query": query, "operationName": "A", "variables": {"n": 1}},
        {"query": query, "operationName": "A", "variables": {"n": 2}},
        {"query": query, "operationName": "B"},
        {"query": f" {query}", "operationName": "B"},
    ]
    others = serve(SAMPLE, page_size=5)
    tags = {
        served.client.post("/graphql", json=body).headers["etag"]
        for body in bodies
        for served in (sample, others)
    }
    assert len(tags) == 2 * len(bodies)


# What must not be kept


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "{ nothing }",
        "{ articles(first: -1) { totalCount } }",
        '{ node(id: "x") { id } }',
        "{ content { loadedAt } }",
        "{ content { problems { code } } }",
        "{ articles { nodes { ...A } } } fragment A on Article { source { modifiedAt } }",
        "query ($no: Boolean = false) { content { revision loadedAt @include(if: $no) } }",
    ],
)
def test_errors_and_what_differs_by_machine_or_moment_are_not_kept(
    sample: Served, query: str
) -> None:
    for _ in range(2):
        for response in (asked(sample, query), got(sample, query)):
            assert response.headers["cache-control"] == "no-store"
            assert "etag" not in response.headers


def test_an_answer_to_somebody_is_nobody_elses(sample: Served) -> None:
    for _ in range(2):
        response = asked(sample, Authorization="Bearer x")
        assert response.status_code == 200
        assert response.headers["cache-control"] == "no-store"
        assert "etag" not in response.headers


def test_what_is_told_to_caches_is_a_setting(serve: Serve) -> None:
    served = serve(SAMPLE, cache_control="private, max-age=5")
    assert got(served).headers["cache-control"] == "private, max-age=5"


# The cache of answers


def test_a_remembered_answer_is_the_same(sample: Served, plain: Served) -> None:
    for media_type in (JSON, GRAPHQL):
        made = asked(plain, Accept=media_type)
        for _ in range(2):
            kept = asked(sample, Accept=media_type)
            assert kept.content == made.content
            assert kept.headers["content-type"] == f"{media_type}; charset=utf-8"
            assert own(kept) == own(made)


def own(response: httpx.Response) -> dict[str, str]:
    """The headers that are not of the moment."""
    return {
        name: one for name, one in response.headers.items() if name not in {"date", "x-request-id"}
    }


def test_head_finds_what_get_has_left(sample: Served) -> None:
    first = got(sample)
    head = sample.client.head("/graphql", params={"query": LONG})
    assert head.content == b""
    assert head.headers["etag"] == first.headers["etag"]


def test_a_saved_file_is_answered_and_not_what_is_remembered(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "First"}})
    served = serve(tmp_path)
    query = "{ articles { nodes { title } } }"
    tags = {asked(served, query).headers["etag"] for _ in range(3)}
    write(tmp_path, {"a.md": {"title": "Second"}})
    deadline = monotonic() + SECONDS
    while (response := asked(served, query)).headers["etag"] in tags:
        assert monotonic() < deadline
    assert response.json()["data"]["articles"]["nodes"] == [{"title": "Second"}]


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br, zstd", "br"), ("br;q=0, *", "gzip")],
)
def test_an_answer_that_is_asked_again_is_compressed(
    serve: Serve, accepted: str, coding: str
) -> None:
    served = serve(SAMPLE)
    made = asked(served)
    deadline = monotonic() + SECONDS
    while "content-encoding" not in (response := asked(served, Accept_Encoding=accepted)).headers:
        assert response.content == made.content
        assert monotonic() < deadline
    assert response.headers["content-encoding"] == coding
    assert int(response.headers["content-length"]) < len(made.content)
    assert response.content == made.content  # which the client has unpacked
    assert response.headers["etag"] == made.headers["etag"]
    assert "content-encoding" not in asked(served, Accept_Encoding="br;q=0, gzip;q=0").headers


def test_a_compressed_answer_is_read_by_others(serve: Serve) -> None:
    served = serve(SAMPLE)
    deadline = monotonic() + SECONDS
    raw = b""
    while not raw.startswith(b"\x1f\x8b"):
        assert monotonic() < deadline
        request = served.client.build_request(
            "POST", "/graphql", json={"query": LONG}, headers={"Accept-Encoding": "gzip"}
        )
        response = served.client.send(request, stream=True)
        raw = b"".join(response.iter_raw())
        response.close()
    assert gzip.decompress(raw) == asked(served).content


@pytest.mark.parametrize("accepted", [None, "", ",,", "identity", "zstd", "*;q=0", ";;=,q"])
def test_who_wants_no_coding_we_know_gets_none(sample: Served, accepted: str | None) -> None:
    made = asked(sample)
    request = sample.client.build_request("POST", "/graphql", json={"query": LONG})
    del request.headers["Accept-Encoding"]
    if accepted is not None:
        request.headers["Accept-Encoding"] = accepted
    for _ in range(2):
        response = sample.client.send(request)
        assert response.status_code == 200
        assert "content-encoding" not in response.headers
        assert response.content == made.content


def test_a_short_answer_stays_as_it_is(sample: Served) -> None:
    for _ in range(5):
        assert "content-encoding" not in asked(sample, COUNT, Accept_Encoding="gzip").headers


def test_the_cache_keeps_within_its_bytes(serve: Serve) -> None:
    served = serve(SAMPLE, response_cache=10_000)
    for number in range(50):
        query = f"query A{number} {{ articles {{ nodes {{ title }} }} }}"
        first, second = asked(served, query), asked(served, query)
        assert first.content == second.content


def test_a_body_in_pieces_is_the_same_request(sample: Served) -> None:
    body = b'{"query": "' + LONG.encode() + b'"}'

    def pieces() -> Any:
        yield body[:10]
        yield body[10:]

    headers = {"Content-Type": JSON, "Accept-Encoding": "identity"}
    for _ in range(2):
        response = sample.client.post("/graphql", content=pieces(), headers=headers)
        assert response.content == asked(sample).content


# Cache tags


def tags_of(response: httpx.Response) -> set[str]:
    tags = response.headers["cache-tag"].split(",")
    assert response.headers["surrogate-key"].split(" ") == tags
    return set(tags)


def test_an_answer_names_what_it_depends_on(tmp_path: Path, serve: Serve) -> None:
    write(
        tmp_path,
        {
            "b/cells.md": {"title": "Cells", "subject": "Biology", "url": "/cells"},
            "p/atoms.md": {"title": "Atoms", "subject": "Physics", "url": "/atoms"},
        },
    )
    served = serve(tmp_path)
    page = tags_of(asked(served, '{ article(by: { url: "/cells" }) { title } }'))
    assert len(page) == 2
    assert "all" in page
    listed = '{ articles(filter: { subject: { eq: "biology" } }) { nodes { title } } }'
    assert tags_of(asked(served, listed)) == {"all", "s-biology"}
    assert tags_of(asked(served, "{ articles { totalCount } }")) == {"all", "content"}
    named = '{ subject(slug: "physics") { name } }'
    assert tags_of(asked(served, named)) == {"all", "n-physics"}


def test_too_many_tags_become_one() -> None:
    few = tag_headers({f"a-{number}" for number in range(20)})
    assert len(few["Cache-Tag"].split(",")) == 21
    many = tag_headers({f"a-{number:012}" for number in range(200)})
    assert many == {"Cache-Tag": "all,content", "Surrogate-Key": "all content"}


def test_a_body_that_comes_late_is_answered_as_one_at_once(sample: Served) -> None:
    body = b'{"query": "' + LONG.encode() + b'"}'
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
        b"Connection: close\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    )
    host, _, port = sample.url.removeprefix("http://").partition(":")
    for parts in ([head, body], [head, body[:7], body[7:]], [head + body[:7], body[7:]]):
        with socket.create_connection((host, int(port)), timeout=SECONDS) as connection:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for part in parts:
                connection.sendall(part)
                select.select([connection], [], [], 0.05)  # it says nothing before it has all
            received = b"".join(iter(lambda one=connection: one.recv(1 << 16), b""))
        assert received.startswith(b"HTTP/1.1 200 ")
        assert received.endswith(asked(sample).content)

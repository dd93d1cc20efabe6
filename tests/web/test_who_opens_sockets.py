"""Who may open a web socket, what it is told, and what the log and the figures tell of it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from gql_content.sources import Watch
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.schema.asking import eventually
from tests.served import Served, serving
from tests.web.speaking import Speaker, speaking

PROBLEMS = "{ content { problems { code } } }"
SECRET = "s3cret"  # noqa: S105 - of these tests
BEARER = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = write(tmp_path_factory.mktemp("production"), {"bad.md": "---\n[\n---\n"})
    with serving(root, watch=Watch.OFF, production=True, token=SECRET) as served:
        yield served


def code_of(speaker: Speaker, query: str = PROBLEMS) -> str | None:
    """The code of the error that is the answer to a query, if it is one."""
    speaker.subscribe("1", query)
    heard = speaker.hear()
    errors = heard["payload"].get("errors") if heard["type"] == "next" else heard["payload"]
    if heard["type"] == "next":
        assert speaker.hear()["type"] == "complete"
    return errors[0]["extensions"]["code"] if errors else None


INTRODUCTIONS: list[tuple[Mapping[str, str], Mapping[str, str], str | None]] = [
    ({}, {}, "TOKEN_NEEDED"),
    ({}, {"Authorization": "Bearer another"}, "TOKEN_NEEDED"),
    ({"Authorization": "Bearer another"}, {}, "TOKEN_NEEDED"),
    ({}, BEARER, None),
    ({}, {"authorization": f"bearer {SECRET}"}, None),
    (BEARER, {}, None),
]


@pytest.mark.parametrize(("headers", "payload", "code"), INTRODUCTIONS)
def test_over_a_socket_the_token_counts_too(
    production: Served, headers: Mapping[str, str], payload: Mapping[str, str], code: str | None
) -> None:
    with speaking(production, headers=headers) as speaker:
        speaker.begin(**payload)
        assert code_of(speaker) == code


@pytest.mark.parametrize(("headers", "code"), [({}, "TOKEN_NEEDED"), (BEARER, None)])
def test_over_a_stream_the_token_counts_too(
    production: Served, headers: Mapping[str, str], code: str | None
) -> None:
    accept = {"Accept": "text/event-stream", **headers}
    with production.client.stream(
        "POST", "/graphql", json={"query": PROBLEMS}, headers=accept
    ) as response:
        body = "".join(response.iter_text())
    assert ("TOKEN_NEEDED" in body) == (code is not None)
    assert ('"problems":[' in body) == (code is None)


def refused(served: Served, headers: Mapping[str, str]) -> tuple[int, str]:
    with pytest.raises(InvalidStatus) as told, speaking(served, headers=headers):
        pass
    response = told.value.response
    assert response.body is not None
    error = json.loads(response.body)["errors"][0]
    return response.status_code, error["extensions"]["code"]


def test_a_page_of_another_origin_opens_no_socket(tmp_path: Path, serve: Serve) -> None:
    named = serve(tmp_path, watch=Watch.OFF, cors_origins=("https://example.org",))
    closed = serve(tmp_path, watch=Watch.OFF, cors_origins=("none",))
    evil = {"Origin": "https://evil.example"}
    assert refused(named, evil) == refused(closed, evil) == (403, "ORIGIN_NOT_ALLOWED")
    for served, origin in (
        (named, "https://example.org"),
        (named, named.url),  # our own page, GraphiQL
        (closed, closed.url),
    ):
        with speaking(served, headers={"Origin": origin}) as speaker:
            speaker.begin()
    with speaking(closed) as speaker:  # no browser
        speaker.begin()


def test_a_host_that_is_refused_is_told_so(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF, allowed_hosts=("example.org",))
    assert refused(served, {}) == (400, "HOST_NOT_ALLOWED")


def test_operations_of_a_socket_count_against_the_rate(serve: Serve) -> None:
    served = serve(SAMPLE, watch=Watch.OFF, rate_limit=0.5)
    with speaking(served) as speaker:
        speaker.begin()
        codes = [code_of(speaker, "{ __typename }") for _ in range(8)]
    assert codes[:4] == [None] * 4
    assert codes[-1] == "RATE_LIMITED"


def test_a_preflight_that_is_refused_is_json(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF, cors_origins=("https://example.org",))
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer: httpx.Response = served.client.options("/graphql", headers=asked)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("application/json")
    error = answer.json()["errors"][0]
    assert error["extensions"] == {"code": "CORS_REFUSED"}
    assert "--cors-origins" in error["message"]


def test_open_sockets_are_a_figure(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF)

    def figures() -> str:
        return served.client.get("/metrics").text

    with speaking(served), speaking(served):
        eventually(figures, lambda told: "gql_content_open_streams 2.0" in told)
    eventually(figures, lambda told: "gql_content_open_streams 0.0" in told)


def test_each_operation_of_a_socket_is_counted(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, {"a.md": {"title": "A"}}), watch=Watch.OFF)
    with speaking(served) as speaker:
        speaker.begin()
        for _ in range(3):
            assert code_of(speaker, "query Named { articles { totalCount } }") is None
    lines = served.client.get("/metrics").text.splitlines()
    counts = [line for line in lines if "requests_total{" in line and 'operation="query"' in line]
    assert sum(float(line.rpartition(" ")[2]) for line in counts) == 3

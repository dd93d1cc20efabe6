"""Limits hold however an operation arrives, and say how to stay within them."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.served import Served
from tests.web.speaking import speaking

EVENTS = {"Accept": "text/event-stream"}
GRAPHQL = "application/graphql-response+json"
DEEP = "{ articles { nodes { next { next { next { next { id } } } } } } }"

BEYOND: dict[str, tuple[dict[str, object], str]] = {
    "LIMIT_TOKENS": ({"max_tokens": 10}, "{ articles { nodes { id url slug title } } }"),
    "LIMIT_OPERATIONS": ({"max_operations": 1}, "query A { __typename } query B { __typename }"),
    "LIMIT_DEPTH": ({"max_depth": 6}, DEEP),
    "LIMIT_ALIASES": ({"max_aliases": 1}, "{ a: __typename b: __typename }"),
    "LIMIT_ROOT_FIELDS": ({"max_root_fields": 1}, "{ a: __typename b: __typename }"),
    "LIMIT_DIRECTIVES": ({"max_directives": 0}, "{ __typename @include(if: true) }"),
    "LIMIT_FIELDS": ({"max_fields": 2}, "{ content { revision articleCount } }"),
    "LIMIT_MERGES": ({"max_merges": 0}, "{ __typename __typename }"),
    "LIMIT_CONDITIONS": (
        {"max_conditions": 2},
        '{ articles(filter: { title: { in: ["A", "B", "C"] } }) { totalCount } }',
    ),
    "LIMIT_COST": ({"max_cost": 20}, "{ articles { nodes { url } } }"),
}


def ask(served: Served, method: str, query: str) -> httpx.Response:
    parameters = {"query": query, "operationName": "A"} if "query A" in query else {"query": query}
    sent: dict[str, Any] = {"json" if method == "POST" else "params": parameters}
    return served.client.request(method, "/graphql", headers={"Accept": GRAPHQL}, **sent)


@pytest.mark.parametrize("code", BEYOND)
def test_what_is_beyond_a_limit_is_refused(tmp_path: Path, serve: Serve, code: str) -> None:
    settings, query = BEYOND[code]
    write(tmp_path, {"a.md": {"title": "A"}})
    served = serve(tmp_path, watch=Watch.OFF, **settings)
    for method in ("POST", "GET"):
        response = ask(served, method, query)
        assert response.status_code == 400
        body = response.json()
        assert "data" not in body
        (error,) = body["errors"]
        assert error["extensions"]["code"] == code
        ((setting, most),) = settings.items()
        flag = f"--{setting.replace('_', '-')}"
        assert error["extensions"]["setting"] == flag
        assert error["extensions"]["limit"] == most
        assert error["extensions"]["value"] > most
        assert flag in error["message"]


@pytest.mark.parametrize("code", BEYOND)
def test_sockets_and_streams_have_the_same_limits(tmp_path: Path, serve: Serve, code: str) -> None:
    settings, query = BEYOND[code]
    write(tmp_path, {"a.md": {"title": "A"}})
    served = serve(tmp_path, watch=Watch.OFF, **settings)
    asked = {"query": query, "operationName": "A" if "query A" in query else None}
    with speaking(served) as speaker:
        speaker.begin()
        speaker.say({"id": "1", "type": "subscribe", "payload": asked})
        message = speaker.hear()
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == code
    parameters = {name: it for name, it in asked.items() if it}
    for events in (
        served.client.post("/graphql", headers=EVENTS, json=asked),
        served.client.get("/graphql", headers=EVENTS, params=parameters),
    ):
        assert f'"{code}"' in events.text
        assert '"data":' not in events.text


def test_only_so_many_errors_are_told(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "A"}})
    served = serve(tmp_path, watch=Watch.OFF, max_errors=3)
    failing = " ".join(f"a{n}: articles(first: -1) {{ totalCount }}" for n in range(9))
    ids = " ".join(f'a{n}: node(id: "x") {{ id }}' for n in range(9))
    unknown = "{" + " ".join(f"unknown{n}" for n in range(9)) + "}"
    for query in ("{" + ids + "}", unknown):
        errors = served.errors(query)
        assert len(errors) == 4
    assert served.errors("{" + ids + "}")[-1]["extensions"]["code"] == "LIMIT_ERRORS"
    assert len(served.errors("{" + failing + "}")) == 1


def test_an_answer_may_not_be_too_large(tmp_path: Path, serve: Serve) -> None:
    write(tmp_path, {"a.md": {"title": "x" * 1_000}})
    served = serve(tmp_path, watch=Watch.OFF, max_answer=1_000)
    assert "errors" not in served.response("{ articles { totalCount } }").json()
    body = served.response("{ articles { nodes { title } } }").json()
    assert body["data"] is None
    (error,) = body["errors"]
    assert error["extensions"]["code"] == "LIMIT_ANSWER"
    assert error["extensions"]["setting"] == "--max-answer"


def test_the_cost_is_told_to_whoever_asks(sample: Served) -> None:
    asked = {"query": "{ articles(first: 7) { nodes { url } } }"}
    told = sample.client.post("/graphql", json={**asked, "extensions": {"cost": True}}).json()
    assert told["extensions"] == {"cost": 8}
    assert "extensions" not in sample.client.post("/graphql", json=asked).json()
    got = sample.client.get("/graphql", params={**asked, "extensions": '{"cost": true}'}).json()
    assert got == told


def test_a_frontend_stays_within_the_limits(sample: Served) -> None:
    page = """query ($filter: ArticleFilter) {
      articles(filter: $filter, first: 100) {
        totalCount
        pageInfo { hasNextPage endCursor }
        facets(fields: [SUBJECT, KEYWORD, YEAR]) { field values { value count } }
        nodes {
          title url date postedOn subject { slug name } seo { title pageDescription }
          related(first: 5) { title url subject { name } article { title url } }
        }
      }
      subjects { slug name articleCount }
    }"""
    found = sample.client.post(
        "/graphql", json={"query": page, "extensions": {"cost": True}}
    ).json()
    assert "errors" not in found, found["errors"]
    assert found["extensions"]["cost"] < 5_000

"""In production strangers learn nothing of the schema and of problems; the token opens all."""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from gql_content.schema import SCHEMA
from gql_content.sources import Watch
from tests.folder import write
from tests.served import Served, serving
from tests.web.speaking import speaking

SECRET = "s3cret"  # noqa: S105 - of these tests
BEARER = {"Authorization": f"Bearer {SECRET}"}
BASIC = {"Authorization": f"Basic {b64encode(f'me:{SECRET}'.encode()).decode()}"}
BROWSER = {"Accept": "text/html,*/*;q=0.8"}

Ask = Callable[[Served, str, Mapping[str, Any], Mapping[str, str]], dict[str, Any]]

FILTERS: list[Any] = [
    5,
    {"nope": 1},
    {"title": {"eq": 5}},
    {"date": {"between": {}}},
    {"or": 1},
]
MISTAKES: list[tuple[str, dict[str, Any]]] = [
    ("{ nothing }", {}),
    ("{ article { title } }", {}),
    ("{ article(by: 5) { title } }", {}),
    ("{ article(by: { url: 1 }) { title } }", {}),
    ("{ article(by: { nope: 1 }) { title } }", {}),
    ('{ article(by: { url: "a", path: "b" }) { title } }', {}),
    ("{ article(by: { url: null }) { title } }", {}),
    ("{ article(x: 1) { title } }", {}),
    ("{ articles(orderBy: [{ title: UP }]) { totalCount } }", {}),
    ("{ articles { nodes { subject } } }", {}),
    ("{ articles { nodes { title { a } } } }", {}),
    ("{ articles { nodes { a: title a: wordCount } } }", {}),
    ('{ node(id: "a") { title } }', {}),
    ("{ ...F } fragment F on Article { title }", {}),
    ("{ articles(first: 1.5) { totalCount } }", {}),
    ('{ articles(filter: { date: { eq: "x" } }) { totalCount } }', {}),
    ('{ articles(filter: { date: { between: { start: "2020-01-01" } } }) { totalCount } }', {}),
    ("{ articles(filter: { noIndex: { eq: 5 } }) { totalCount } }", {}),
    ("query ($a: Int) { articles(filter: $a) { totalCount } }", {}),
    ("query ($a: String) { subject(slug: $a) { name } }", {}),
    ("query ($a: String) { article(by: { url: $a }) { title } }", {}),
    *(
        ("query ($a: ArticleFilter) { articles(filter: $a) { totalCount } }", {"a": given})
        for given in FILTERS
    ),
    ("query ($a: [ArticleOrder!]) { articles(orderBy: $a) { totalCount } }", {"a": [{}]}),
    (
        "query ($a: [ArticleOrder!]) { articles(orderBy: $a) { totalCount } }",
        {"a": [{"title": "UP"}]},
    ),
    *(
        ("query ($a: Int!) { articles(first: $a) { totalCount } }", given)
        for given in ({}, {"a": None}, {"a": "x"}, {"a": 2**40})
    ),
    ("query ($a: Date) { articles(filter: { date: { eq: $a } }) { totalCount } }", {"a": "x"}),
    (
        "query ($a: String!) "
        "{ articles(filter: { or: [{ title: { eq: $a } }, null] }) { totalCount } }",
        {"a": "x"},
    ),
    ("{ articles @include { totalCount } }", {}),
]


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    files = {"a.md": {"title": "A"}, "bad.md": "---\n[\n---\n"}
    root = write(tmp_path_factory.mktemp("production"), files)
    with serving(root, watch=Watch.OFF, production=True, token=SECRET) as served:
        yield served


def by_post(
    served: Served, query: str, variables: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    return served.client.post("/graphql", json=body, headers=dict(headers)).json()


def by_get(
    served: Served, query: str, variables: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    parameters = {"query": query, "variables": json.dumps(variables)}
    return served.client.get("/graphql", params=parameters, headers=dict(headers)).json()


def by_stream(
    served: Served, query: str, variables: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    body = {"query": query, "variables": variables}
    accept = {"Accept": "text/event-stream", **headers}
    text = served.client.post("/graphql", json=body, headers=accept).text
    (data, *_) = re.findall(r"^data: (.+)$", text, re.MULTILINE)
    return json.loads(data)


def by_socket(
    served: Served, query: str, variables: Mapping[str, Any], headers: Mapping[str, str]
) -> dict[str, Any]:
    with speaking(served) as speaker:
        speaker.begin(**headers)
        speaker.subscribe("1", query, **variables)
        heard = speaker.hear()
        return heard["payload"] if heard["type"] == "next" else {"errors": heard["payload"]}


WAYS: dict[str, Ask] = {
    "POST": by_post,
    "GET": by_get,
    "event stream": by_stream,
    "web socket": by_socket,
}


def names_in_schema() -> set[str]:
    """All names in the schema that are no words of the messages."""
    text = re.sub(r'"""(.|\n)*?"""', "", SCHEMA.as_str())
    return {*re.findall(r"[A-Za-z_]\w*", text)} - WORDS


WORDS = {"field", "value", "values", "type", "name", "path", "end", "start", "not", "and", "or"} | {
    *("in", "fields", "has", "query", "message", "line", "column", "count", "text", "node", "on"),
    *("input", "a", "is"),
}


@pytest.mark.parametrize("way", WAYS)
def test_mistakes_tell_strangers_nothing_of_the_schema(production: Served, way: str) -> None:
    names = names_in_schema()
    for query, variables in MISTAKES:
        errors = WAYS[way](production, query, variables, {})["errors"]
        known = WAYS[way](production, query, variables, BEARER)["errors"]
        assert [one.get("locations") for one in errors] == [one.get("locations") for one in known]
        assert [one["extensions"] for one in errors] == [one["extensions"] for one in known]
        written = {*re.findall(r"\w+", query), *re.findall(r"\w+", json.dumps(variables))}
        for error in errors:
            said = set(re.findall(r"\w+", error["message"]))
            assert not said & (names - written), (query, error["message"])
            assert not re.search(r"\b(Int|Float|String|Boolean|ID|Date)\b", error["message"])
            assert "extensions" in error
            assert error["extensions"]["code"]


@pytest.mark.parametrize("way", WAYS)
def test_the_token_opens_messages_suggestions_and_introspection(
    production: Served, way: str
) -> None:
    ask = WAYS[way]
    for _ in range(2):  # nor does what is remembered for one reach the other
        for headers, opened in (({}, False), (BEARER, True)):
            (error,) = ask(production, "{ contents { revision } }", {}, headers)["errors"]
            assert ("on type 'Query'" in error["message"]) is opened
            assert ("Did you mean" in error["message"]) is opened
            (error,) = ask(
                production,
                "query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }",
                {"f": {"titel": 1}},
                headers,
            )["errors"]
            assert ("ArticleFilter" in error["message"]) is opened
            found = ask(production, '{ __type(name: "Article") { name } }', {}, headers)
            assert (found.get("data") == {"__type": {"name": "Article"}}) is opened


def test_what_a_client_wrote_may_be_told_again(production: Served) -> None:
    def message(query: str, **variables: object) -> str:
        return by_post(production, query, variables, {})["errors"][0]["message"]

    assert message("{ nothing }") == "There is no field 'nothing' here."
    assert "'$a'" in message("query ($a: Int) { articles(filter: $a) { totalCount } }")
    assert ".title.eq" in message(
        "query ($a: ArticleFilter) { articles(filter: $a) { totalCount } }",
        a={"title": {"eq": 5}},
    )
    assert "Syntax Error" in message("{")


def test_the_token_opens_graphiql(production: Served) -> None:
    get = production.client.get
    for headers in (BEARER, BASIC):
        for path in ("/", "/graphiql", "/graphql"):
            page = get(path, headers={**BROWSER, **headers})
            assert page.status_code == 200
            assert page.headers["content-type"].startswith("text/html")
            assert page.headers["cache-control"] == "private, no-store"
            assert "Authorization" in page.headers["vary"]
    for headers in ({}, {"Authorization": "Bearer another"}, {"Authorization": "Basic bTpuCg=="}):
        assert get("/", headers={**BROWSER, **headers}).status_code == 404
        assert get("/graphql", headers={**BROWSER, **headers}).status_code == 400
        asked = get("/graphiql", headers={**BROWSER, **headers})
        assert asked.status_code == 401
        assert asked.headers["www-authenticate"].startswith("Basic ")
        assert asked.headers["cache-control"] == "no-store"


def test_without_a_token_nobody_opens_graphiql(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = write(tmp_path_factory.mktemp("content"), {"a.md": {"title": "A"}})
    with serving(root, watch=Watch.OFF, production=True) as served:
        for path in ("/", "/graphiql"):
            for headers in ({}, BEARER, BASIC, {"Authorization": "Basic bTo="}):
                assert served.client.get(path, headers={**BROWSER, **headers}).status_code == 404


def test_a_password_that_a_browser_adds_opens_no_socket(production: Served) -> None:
    """It adds it to the sockets of any page."""
    with speaking(production, headers=BASIC) as speaker:
        speaker.begin()
        speaker.subscribe("1", "{ __schema { queryType { name } } }")
        assert speaker.hear()["type"] == "error"


def test_answers_to_the_token_are_kept_by_nobody(production: Served) -> None:
    query = {"query": "{ articles { totalCount } }"}
    for headers in (BEARER, BASIC):
        answer = production.client.post("/graphql", json=query, headers=headers)
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "field", ["problemKinds { code count }", "problemCount", 'problemCount(codes: ["BAD_YAML"])']
)
def test_numbers_of_problems_are_for_the_token(production: Served, field: str) -> None:
    query = f"{{ content {{ {field} }} }}"
    stranger = by_post(production, query, {}, {})
    assert stranger["errors"][0]["extensions"] == {"code": "TOKEN_NEEDED"}
    assert by_post(production, query, {}, BEARER)["data"]["content"]


def test_probes_and_figures_tell_strangers_nothing_of_problems(production: Served) -> None:
    def told(path: str, headers: Mapping[str, str]) -> str:
        response = production.client.get(path, headers=dict(headers))
        assert response.status_code == 200
        return response.text

    ready = json.loads(told("/readyz", {}))
    assert ready.keys() == {"status", "revision", "articles"}
    assert json.loads(told("/healthz", {})) == {"status": "ok"}
    assert "problem" not in told("/metrics", {})
    assert "python_info" not in told("/metrics", {})
    assert "gql_content_requests_total" in told("/metrics", {})
    assert json.loads(told("/readyz", BEARER))["problems"] == 1
    assert "watcher" in json.loads(told("/healthz", BEARER))
    assert 'gql_content_problems{severity="error"} 1.0' in told("/metrics", BEARER)


def test_what_rules_find_is_counted_for_the_operator(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    bad = "[nowhere](/nowhere)\n\n![](x.png)\n"
    root = write(tmp_path_factory.mktemp("content"), {"a.md": bad})
    with serving(root, watch=Watch.OFF, production=True, token=SECRET, checks=True) as served:
        while True:
            found = by_post(served, "{ content { checked problemCount } }", {}, BEARER)
            content = found["data"]["content"]
            if content["checked"]:
                break
        assert content["problemCount"] >= 1
        count = content["problemCount"]
        assert served.client.get("/readyz", headers=BEARER).json()["problems"] == count
        figures = served.client.get("/metrics", headers=BEARER).text
        counts = re.findall(r'gql_content_problems{severity="\w+"} ([\d.]+)', figures)
        assert sum(map(float, counts)) == count

"""Who may ask what, and what answers tell browsers."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from gql_content.sources import Watch
from gql_content.web import client_of
from gql_content.web.security import Rates, is_allowed
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.served import Served, serving

PROBLEMS = "{ content { problems { message } } }"
ORIGIN = {"Origin": "https://example.org"}


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = write(
        tmp_path_factory.mktemp("production"), {"a.md": {"title": "A"}, "bad.md": "---\n[\n---\n"}
    )
    with serving(root, watch=Watch.OFF, production=True, token="s3cret") as served:  # noqa: S106 - of this test
        yield served


# Headers


@pytest.mark.parametrize(
    "path", ["/", "/graphql?query={__typename}", "/graphql", "/healthz", "/robots.txt", "/nothing"]
)
def test_each_answer_tells_browsers_to_be_careful(sample: Served, path: str) -> None:
    headers = sample.client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert len(headers.get_list("content-security-policy")) == 1


# Origins


def test_pages_of_any_origin_may_read_answers(sample: Served) -> None:
    got = sample.client.get("/graphql", params={"query": "{__typename}"}, headers=ORIGIN)
    assert got.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in got.headers
    asked = {**ORIGIN, "Access-Control-Request-Method": "POST"}
    asked["Access-Control-Request-Headers"] = "content-type, apollo-require-preflight"
    preflight = sample.client.options("/graphql", headers=asked)
    assert preflight.status_code == 200
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"]


def test_origins_can_be_named_or_shut_out(tmp_path: Path, serve: Serve) -> None:
    named = serve(tmp_path, watch=Watch.OFF, cors_origins=("https://example.org",))
    ours = named.client.get("/healthz", headers=ORIGIN)
    assert ours.headers["access-control-allow-origin"] == "https://example.org"
    other = named.client.get("/healthz", headers={"Origin": "https://example.com"})
    assert "access-control-allow-origin" not in other.headers
    nobody = serve(tmp_path, watch=Watch.OFF, cors_origins=("none",))
    assert "access-control-allow-origin" not in nobody.client.get("/", headers=ORIGIN).headers


# Hosts


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("example.org", True),
        ("EXAMPLE.org:8000", True),
        ("www.example.net", True),
        ("a.b.example.net", True),
        ("example.net", False),
        ("badexample.net", False),
        ("example.org.evil.com", False),
        ("evil.com", False),
        ("", False),
        ("[::1]:80", True),
        ("[::2]", False),
    ],
)
def test_a_host_is_allowed_by_name(host: str, allowed: bool) -> None:
    assert is_allowed(host, ("example.org", "*.example.net", "[::1]")) is allowed


def test_other_hosts_are_refused_but_probes_are_answered(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF, allowed_hosts=("example.org",))
    refused = served.client.get("/graphql?query={__typename}")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["extensions"] == {"code": "HOST_NOT_ALLOWED"}
    ours = {"Host": "example.org"}
    assert served.client.get("/graphql?query={__typename}", headers=ours).status_code == 200
    assert served.client.get("/healthz").status_code == 200


# In production


def test_in_production_there_is_no_graphiql(production: Served) -> None:
    browser = {"Accept": "text/html,*/*;q=0.8"}
    assert production.client.get("/", headers=browser).status_code == 404
    answer = production.client.get("/graphql", headers=browser)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "NO_QUERY"


def test_in_production_strangers_do_not_learn_the_schema(production: Served) -> None:
    for query in ("{ __schema { types { name } } }", '{ __type(name: "Query") { name } }'):
        (error, *_) = production.errors(query)
        assert "introspection has been disabled" in error["message"]
    assert production.data("{ __typename }") == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("{ contents { revision } }", {}),
        ("{ articles(frist: 1) { totalCount } }", {}),
        ("{ articles(orderBy: [{ date: ASCC }]) { totalCount } }", {}),
        ('{ articles(filter: { titel: { eq: "a" } }) { totalCount } }', {}),
        ("query ($f: ArticleFiltr) { articles(filter: $f) { totalCount } }", {}),
        ("query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }", {"f": {"titel": 1}}),
        ("query ($o: ArticleOrder!) { articles(orderBy: [$o]) { totalCount } }", {"o": {"dat": 1}}),
    ],
)
def test_suggestions_are_for_those_who_may_see_the_schema(
    production: Served, sample: Served, query: str, variables: dict[str, object]
) -> None:
    told = sample.errors(query, **variables)
    assert any("Did you mean" in error["message"] for error in told)
    errors = production.errors(query, **variables)
    assert errors
    assert not any("Did you mean" in error["message"] for error in errors)


def test_in_production_problems_are_for_those_with_the_token(production: Served) -> None:
    def ask(authorization: str | None) -> dict[str, object]:
        headers = {} if authorization is None else {b"Authorization": authorization.encode()}
        return production.client.post("/graphql", json={"query": PROBLEMS}, headers=headers).json()

    for stranger in (None, "", "Bearer", "Bearer s3cre", "Bearer s3cret2", "Basic s3cret", "é"):
        body = ask(stranger)
        assert body["data"] is None
        assert body["errors"][0]["extensions"] == {"code": "TOKEN_NEEDED"}  # pyright: ignore[reportIndexIssue] - JSON
    for known in ("Bearer s3cret", "bearer  s3cret"):
        assert "errors" not in ask(known)


def test_without_a_token_nobody_sees_problems_in_production(tmp_path: Path, serve: Serve) -> None:
    served = serve(tmp_path, watch=Watch.OFF, production=True)
    for authorization in ("Bearer", "Bearer None", ""):
        body = served.client.post(
            "/graphql", json={"query": PROBLEMS}, headers={"Authorization": authorization}
        ).json()
        assert body["errors"][0]["extensions"] == {"code": "TOKEN_NEEDED"}


def test_elsewhere_problems_are_shown(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, {"bad.md": "---\n[\n---\n"}), watch=Watch.OFF)
    assert served.data(PROBLEMS)["content"]["problems"]


# Rates


def test_a_client_may_save_up_ten_seconds_and_no_more() -> None:
    rates = Rates(2)
    waits = [rates.wait("a", now=100.0) for _ in range(22)]
    assert waits == [0] * 20 + [1, 1]
    assert rates.wait("b", now=100.0) == 0
    assert [rates.wait("a", now=101.0) for _ in range(3)] == [0, 0, 1]
    assert [rates.wait("a", now=1_000.0) for _ in range(21)] == [0] * 20 + [1]


def test_a_rare_asker_may_ask_at_least_once() -> None:
    rates = Rates(0.01)
    assert rates.wait("a", now=0.0) == 0
    assert rates.wait("a", now=0.0) == 100
    assert rates.wait("a", now=101.0) == 0


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("somebody", "somebody", True),
    ],
)
def test_a_client_is_an_address_or_a_network_of_one_home(
    one: str, other: str, are_same: bool
) -> None:
    assert (client_of(one) == client_of(other)) is are_same


def test_who_asks_too_often_is_told_when_to_come_back(serve: Serve) -> None:
    served = serve(SAMPLE, watch=Watch.OFF, rate_limit=0.5)
    answers = [served.client.get("/graphql?query={__typename}") for _ in range(8)]
    assert [one.status_code for one in answers[:4]] == [200] * 4
    refused = answers[-1]
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 2
    assert refused.json()["errors"][0]["extensions"] == {"code": "RATE_LIMITED"}
    assert served.client.get("/healthz").status_code == 200
    # Behind a proxy each client is itself; this machine is a proxy that is believed.
    elsewhere = {"X-Forwarded-For": "203.0.113.7"}
    answer = served.client.get("/graphql?query={__typename}", headers=elsewhere)
    assert answer.status_code == 200


def test_a_page_of_another_origin_can_read_that_it_asks_too_often(serve: Serve) -> None:
    served = serve(SAMPLE, watch=Watch.OFF, rate_limit=0.1, cors_origins=("https://example.org",))
    ask = partial(served.client.get, "/graphql?query={__typename}", headers=ORIGIN)
    assert ask().status_code == 200
    refused = ask()
    assert refused.status_code == 429
    assert refused.headers["access-control-allow-origin"] == ORIGIN["Origin"]
    assert "Retry-After" in refused.headers["access-control-expose-headers"]
    # Before it asks, its browser asks whether it may, and that does not count.
    preflight = {**ORIGIN, "Access-Control-Request-Method": "POST"}
    assert served.client.options("/graphql", headers=preflight).status_code == 200

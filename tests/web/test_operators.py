"""What operators see of requests: figures at /metrics, and an id on each answer."""

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.served import Served

EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"a.md": {"title": "A"}, "bad.md": "---\n[\n---\n"})


# Figures


def figures(served: Served) -> dict[tuple[str, ...], float]:
    """Each sample at /metrics by its name and the values of its labels, which are sorted."""
    response = served.client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"] == EXPOSITION
    assert response.headers["cache-control"] == "no-store"
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_operation_status_and_cache(root: Path, serve: Serve) -> None:
    served = serve(root, watch=Watch.OFF)
    before = figures(served)
    for _ in range(3):
        served.data("query Mine { content { articleCount } }")
    served.response("{ nothing }")
    served.client.get("/nothing")
    after = figures(served)
    queries = sum(
        count - before.get(key, 0)
        for key, count in after.items()
        if key[0] == "gql_content_requests_total" and key[2:] == ("query", "graphql", "200")
    )
    assert queries == 3
    refused = ("gql_content_requests_total", "bypass", "none", "graphql", "200")
    assert after[refused] - before.get(refused, 0) == 1
    assert after["gql_content_requests_total", "none", "none", "other", "404"] == 1
    durations = ("gql_content_request_duration_seconds_count", "graphql")
    assert after[durations] - before.get(durations, 0) == 4


def test_the_content_and_its_watcher_are_told(root: Path, serve: Serve) -> None:
    served = serve(root, watch=Watch.OFF)
    told = figures(served)
    revision = served.data("{ content { revision } }")["content"]["revision"]
    assert told["gql_content_articles",] == 1
    assert told["gql_content_problems", "error"] == 1
    assert told["gql_content_revision_info", revision] == 1
    assert told["gql_content_watcher", "off"] == 1
    assert told["gql_content_watcher", "events"] == 0
    assert told["gql_content_loaded_timestamp_seconds",] > 1e9


def test_refreshes_are_counted_and_an_old_revision_is_forgotten(root: Path, serve: Serve) -> None:
    served = serve(root, watch=Watch.POLL)
    before = figures(served)
    write(root, {"b.md": {"title": "B"}})
    while served.data("{ content { articleCount } }") != {"content": {"articleCount": 2}}:
        pass
    after = figures(served)
    assert after["gql_content_refresh_duration_seconds_count",] >= 1
    (old,) = {key for key in before if key[0] == "gql_content_revision_info"}
    (new,) = {key for key in after if key[0] == "gql_content_revision_info"}
    assert old != new
    # What a sweep finds is published before the sweep has ended.
    while ("gql_content_last_sweep_timestamp_seconds",) not in after:
        after = figures(served)
    assert after["gql_content_last_sweep_timestamp_seconds",] > 1e9


def test_no_client_makes_series(root: Path, serve: Serve) -> None:
    served = serve(root, watch=Watch.OFF)
    ask(served, 0)
    figures(served)
    before = figures(served).keys()
    for number in range(1, 20):
        ask(served, number)
    assert figures(served).keys() == before


def ask(served: Served, number: int) -> None:
    """Everything that a client may choose is another for another number."""
    name = f"Name{number}"
    headers = {"X-Request-Id": f"id-{number}", "User-Agent": name}
    body = {"query": f"query {name} {{ content {{ revision }} }}", "operationName": name}
    served.client.post("/graphql", json=body, headers=headers)
    served.client.get(f"/path-{number}", headers=headers)
    served.client.get(f"/path-{number}.md", headers=headers)
    served.client.request(f"METHOD{number}", "/graphql", headers=headers)


def test_figures_can_be_turned_off(root: Path, serve: Serve) -> None:
    assert serve(root, metrics=False).client.get("/metrics").status_code == 404


# Ids


def test_each_answer_has_an_id_of_its_own(sample: Served) -> None:
    paths = ("/", "/graphql", "/nothing", "/readyz", "/sitemap.xml")
    ids = [sample.client.get(path).headers["x-request-id"] for path in paths]
    assert len(set(ids)) == len(paths)


@pytest.mark.parametrize("known", ["0123-abc_DEF.9", "x" * 64])
def test_an_id_that_a_proxy_gave_is_kept(sample: Served, known: str) -> None:
    headers = {"X-Request-Id": known}
    assert sample.client.get("/readyz", headers=headers).headers["x-request-id"] == known


@pytest.mark.parametrize("given", ["", "x" * 65, "two words", 'a"b', "a\tb", "é"])
def test_an_id_that_is_none_is_not(sample: Served, given: str) -> None:
    headers = [(b"X-Request-Id", given.encode())]
    answered = sample.client.get("/readyz", headers=headers).headers["x-request-id"]
    assert answered != given
    assert len(answered) == 16

"""Server-sent events as `graphql-sse` has them, over real HTTP."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from gql_content.sources import Watch
from gql_content.web import event_streams
from gql_content.web.event_streams import wants_events
from tests.conftest import Serve
from tests.folder import save, write
from tests.schema.asking import eventually
from tests.served import Served, serving
from tests.web.streaming import EVENTS, Events, events

COMPLETE = "event: complete\ndata: "
CHANGED = """subscription ($since: String) {
  contentChanged(since: $since) { revision since isComplete modified { path } }
}"""
REVISION = "{ content { revision } }"
URQL = "application/graphql-response+json, application/json, text/event-stream, multipart/mixed"


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service whose content does not change."""
    root = write(tmp_path_factory.mktemp("still"), {"a.md": {"title": "A"}})
    with serving(root, watch=Watch.OFF) as served:
        yield served


@pytest.fixture
def watched(tmp_path: Path, serve: Serve) -> Served:
    return serve(write(tmp_path, {"a.md": {"title": "A"}}))


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (EVENTS, True),
        ("Text/Event-Stream; charset=utf-8", True),
        ("text/event-stream, multipart/mixed", True),
        ("text/event-stream, */*;q=0.1", True),
        (URQL, False),
        ("text/event-stream, application/graphql-response+json", False),
        ("application/json", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_a_stream_is_for_who_names_it_and_does_not_name_json(accept: str, expected: bool) -> None:
    assert wants_events(accept) is expected


def test_a_query_of_who_lists_streams_beside_json_is_answered_in_json(still: Served) -> None:
    asked = {"query": REVISION}
    response = still.client.post("/graphql", json=asked, headers={"Accept": URQL})
    assert "json" in response.headers["content-type"]
    assert response.json()["data"]["content"]["revision"]


def test_nobody_may_keep_or_hold_back_a_stream(still: Served) -> None:
    with events(still, CHANGED, {"Accept-Encoding": "gzip, br"}) as stream:
        headers = stream.response.headers
        assert stream.response.status_code == 200
        assert headers["content-type"] == "text/event-stream; charset=utf-8"
        assert "no-store" in headers["cache-control"]
        assert "content-encoding" not in headers
        assert "etag" not in headers
        assert headers["x-accel-buffering"] == "no"
        stream.data()


def test_a_query_is_one_result_and_then_complete(still: Served) -> None:
    with events(still, REVISION) as stream:
        assert stream.data()
        assert stream.next() == COMPLETE
        assert stream.ends()


def test_get_is_streamed_too(still: Served) -> None:
    asked = {"query": CHANGED, "variables": json.dumps({"since": "0" * 40})}
    with still.client.stream("GET", "/graphql", params=asked, headers={"Accept": EVENTS}) as got:
        event = Events(got).data()
    assert (event["since"], event["isComplete"]) == ("0" * 40, False)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { contentChanged(filter: {}) { nothing } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
def test_what_cannot_be_run_is_told_in_the_stream(query: str, code: str, still: Served) -> None:
    with events(still, query) as stream:
        assert stream.response.status_code == 200
        kind, data = stream.next().split("\n")
        assert kind == "event: next"
        payload = json.loads(data.removeprefix("data: "))
        assert "data" not in payload
        assert {one["extensions"]["code"] for one in payload["errors"]} == {code}
        assert stream.next() == COMPLETE
        assert stream.ends()


@pytest.mark.parametrize(
    ("method", "content", "status"),
    [("POST", b"{", 400), ("POST", b"[]", 400), ("GET", b"", 400), ("PUT", b"", 405)],
)
def test_what_cannot_be_read_has_a_status_of_its_own(
    method: str, content: bytes, status: int, still: Served
) -> None:
    headers = {"Accept": EVENTS, "Content-Type": "application/json"}
    response = still.client.request(method, "/graphql", content=content, headers=headers)
    assert response.status_code == status
    assert response.json()["errors"]


def test_who_asks_for_no_stream_is_told_how_to_get_one(still: Served) -> None:
    body = still.response("subscription { contentChanged { revision } }").json()
    assert "text/event-stream" in body["errors"][0]["message"]
    assert "data" not in body


def test_a_silent_stream_shows_that_it_lives(
    still: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_streams, "KEEP_ALIVE_SECONDS", 0.05)
    with events(still, CHANGED) as stream:
        stream.data()
        assert [stream.next(), stream.next()] == [":", ":"]


def test_a_saved_file_is_an_event(tmp_path: Path, watched: Served) -> None:
    with events(watched, CHANGED) as stream:
        first = stream.data()
        save(tmp_path, "a.md", {"title": "A2"})
        event = stream.data()
    assert event["since"] == first["revision"]
    assert event["modified"] == [{"path": "a.md"}]


def test_the_id_of_the_last_event_counts_for_more_than_the_argument(
    tmp_path: Path, watched: Served
) -> None:
    with events(watched, CHANGED) as stream:
        first = stream.data()
        save(tmp_path, "a.md", {"title": "A2"})
        second = stream.data()
    known = {"Last-Event-ID": first["revision"]}
    with events(watched, CHANGED, known, since=second["revision"]) as stream:
        missed = stream.data()
    assert missed["since"] == first["revision"]
    assert missed["modified"] == [{"path": "a.md"}]


def test_an_address_may_hold_so_many_streams_and_who_leaves_makes_room(
    tmp_path: Path, serve: Serve
) -> None:
    served = serve(write(tmp_path, {"a.md": "A"}), watch=Watch.OFF, max_streams=1)

    def status() -> int:
        with events(served, CHANGED) as another:
            return another.response.status_code

    with events(served, CHANGED) as stream:
        stream.data()
        with events(served, CHANGED) as refused:
            assert refused.response.status_code == 429
            assert refused.response.headers["retry-after"]
            refused.response.read()
            (error,) = refused.response.json()["errors"]
            assert error["extensions"]["code"] == "TOO_MANY_STREAMS"
    eventually(status, lambda it: it == 200)


def test_a_service_that_stops_ends_its_streams_uncompleted(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "A"})
    with httpx.Client(timeout=30) as client, ExitStack() as open_streams:
        with serving(tmp_path, watch=Watch.OFF) as served:
            asked, headers = {"query": CHANGED}, {"Accept": EVENTS}
            stream = Events(
                open_streams.enter_context(
                    client.stream("POST", f"{served.url}/graphql", json=asked, headers=headers)
                )
            )
            stream.data()
        assert stream.ends()

"""What holds for a query over POST holds over web sockets and server-sent events too."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gql_content.sources import Watch
from tests.conftest import Serve
from tests.folder import write
from tests.served import Served
from tests.web.speaking import speaking
from tests.web.streaming import EVENTS, Events
from tests.web.test_limits import BEYOND

FOLLOWED = "subscription { contentChanged { revision } }"
COSTLY = "subscription { contentChanged { articles(first: 50) { related { url } } } }"
KEY = sha256(FOLLOWED.encode()).hexdigest()


def over_socket(served: Served, asked: dict[str, Any]) -> dict[str, Any]:
    """The first result of an operation."""
    with speaking(served) as speaker:
        speaker.begin()
        speaker.say({"id": "1", "type": "subscribe", "payload": asked})
        message = speaker.hear()
    return message["payload"] if message["type"] == "next" else {"errors": message["payload"]}


def over_events(served: Served, asked: dict[str, Any]) -> dict[str, Any]:
    """The first result of an operation."""
    headers = {"Accept": EVENTS}
    with served.client.stream("POST", "/graphql", json=asked, headers=headers) as response:
        *_, data = Events(response).next().split("\n")
    return json.loads(data.removeprefix("data: "))


TRANSPORTS: dict[str, Callable[[Served, dict[str, Any]], dict[str, Any]]] = {
    "web socket": over_socket,
    "server-sent events": over_events,
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content", {"a.md": {"title": "A"}})


def codes(result: dict[str, Any]) -> set[str]:
    return {error["extensions"]["code"] for error in result["errors"]}


@pytest.mark.parametrize("code", BEYOND)
def test_limits_hold(code: str, content: Path, serve: Serve) -> None:
    settings, query = BEYOND[code]
    served = serve(content, watch=Watch.OFF, **settings)
    name = {"operationName": "A"} if "query A" in query else {}
    for first_result in TRANSPORTS.values():
        result = first_result(served, {"query": query, **name})
        assert "data" not in result
        assert codes(result) == {code}


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_subscription_is_limited_as_a_query_is(
    transport: str, content: Path, serve: Serve
) -> None:
    served = serve(content, watch=Watch.OFF, max_cost=40, max_answer=200)
    first_result = TRANSPORTS[transport]
    assert codes(first_result(served, {"query": COSTLY})) == {"LIMIT_COST"}
    long = " ".join(f"r{number}: revision" for number in range(20))
    result = first_result(served, {"query": f"subscription {{ contentChanged {{ {long} }} }}"})
    assert codes(result) == {"LIMIT_ANSWER"}


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_subscription_may_be_named_by_its_hash(
    transport: str, content: Path, serve: Serve
) -> None:
    served = serve(content, watch=Watch.OFF)
    first_result = TRANSPORTS[transport]
    named = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": KEY}}}
    assert codes(first_result(served, named)) == {"PERSISTED_QUERY_NOT_FOUND"}
    for asked in ({**named, "query": FOLLOWED}, named):
        assert first_result(served, asked)["data"]["contentChanged"]["revision"]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_where_only_trusted_documents_are_answered_no_other_is(
    transport: str, content: Path, serve: Serve, tmp_path: Path
) -> None:
    manifest = tmp_path / "documents.json"
    manifest.write_text(json.dumps({KEY: FOLLOWED}))
    served = serve(content, watch=Watch.OFF, documents=manifest, documents_only=True)
    first_result = TRANSPORTS[transport]
    assert codes(first_result(served, {"query": COSTLY})) == {"DOCUMENT_NOT_TRUSTED"}
    assert first_result(served, {"documentId": KEY})["data"]["contentChanged"]["revision"]

"""Web sockets as `graphql-transport-ws` has them, over real ones."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Data

from gql_content.sources import Watch
from gql_content.web import websocket
from tests.conftest import Serve
from tests.folder import save, write
from tests.schema.asking import eventually
from tests.served import Served, serving
from tests.web.speaking import Speaker, speaking

TITLES = "{ articles { nodes { path title } } }"
REVISION = "subscription { contentChanged { revision } }"
CHANGED = """subscription ($filter: ArticleFilter, $since: String) {
  contentChanged(filter: $filter, since: $since) {
    revision since isComplete totalCount
    added { path } modified { path before { title } } removed { path url }
    articles { title answer { source } }
  }
}"""
INIT: dict[str, Any] = {"type": "connection_init"}


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service whose content does not change."""
    root = write(tmp_path_factory.mktemp("still"), {"a.md": {"title": "A", "answer": "Yes."}})
    with serving(root, watch=Watch.OFF, max_subscriptions=2, max_body=1_000) as served:
        yield served


@pytest.fixture
def speaker(still: Served) -> Iterator[Speaker]:
    """A socket that has introduced itself."""
    with speaking(still) as one:
        one.begin()
        yield one


def asked(key: str, query: str) -> dict[str, Any]:
    return {"id": key, "type": "subscribe", "payload": {"query": query}}


def test_a_query_is_answered_once_and_completed(speaker: Speaker) -> None:
    speaker.subscribe(
        "1", "query ($path: String!) { article(by: {path: $path}) { title } }", path="a.md"
    )
    assert speaker.event("1") == {"article": {"title": "A"}}
    assert speaker.hear() == {"type": "complete", "id": "1"}


def test_a_ping_is_answered_before_and_after_the_introduction(still: Served) -> None:
    with speaking(still) as speaker:
        speaker.say({"type": "ping"})
        assert speaker.hear() == {"type": "pong"}
        speaker.begin()
        speaker.say({"type": "ping", "payload": {"at": 1}})
        assert speaker.hear() == {"type": "pong"}
        speaker.say({"type": "pong"})
        speaker.subscribe("1", TITLES)
        assert speaker.event("1")["articles"]["nodes"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("mutation { a }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { contentChanged { revision } other: contentChanged { since } }",
         "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($s: String!) { contentChanged(since: $s) { since } }",
         "GRAPHQL_VALIDATION_FAILED"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_an_error_and_its_id_is_free_again(
    query: str, code: str, speaker: Speaker
) -> None:
    for _ in range(2):
        speaker.subscribe("1", query)
        message = speaker.hear()
        assert (message["type"], message["id"]) == ("error", "1")
        assert {one["extensions"]["code"] for one in message["payload"]} == {code}


def test_an_error_of_a_field_stands_beside_the_data(speaker: Speaker) -> None:
    speaker.subscribe("1", 'query { node(id: "no id") { id } content { articleCount } }')
    payload = speaker.hear()["payload"]
    assert payload["data"] == {"node": None, "content": {"articleCount": 1}}
    assert payload["errors"][0]["extensions"]["code"] == "BAD_ID"


def test_a_subscription_that_its_argument_forbids_is_an_error(speaker: Speaker) -> None:
    condition: dict[str, Any] = {}
    for _ in range(25):
        condition = {"not": condition}
    speaker.subscribe("1", CHANGED, filter=condition)
    message = speaker.hear()
    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "BAD_FILTER"


@pytest.mark.parametrize(
    ("messages", "code", "reason"),
    [
        (["[]"], 4400, "Invalid message: Expected `object`, got `array`"),
        (["null"], 4400, "Invalid message: Expected `object`, got `null`"),
        (["{"], 4400, "Invalid message: Input data was truncated"),
        (['{"type":'], 4400, "Invalid message: Input data was truncated"),
        (["[" * 900], 4400, None),
        (['{"type": "start", "id": "1"}'], 4400, "Invalid message: Invalid value 'start'"),
        (['{"id": "1"}'], 4400, "Invalid message: Object missing required field `type`"),
        (['{"type": "connection_init", "payload": []}'], 4400, None),
        ([INIT, '{"type": "subscribe", "payload": {"query": "{a}"}}'], 4400, None),
        ([INIT, '{"type": "subscribe", "id": "", "payload": {"query": "{a}"}}'], 4400, None),
        ([INIT, '{"type": "subscribe", "id": "1", "payload": {"query": 1}}'], 4400, None),
        ([INIT, '{"type": "complete"}'], 4400, None),
        ([b'{"type": "connection_init"}'], 4400, "Invalid message: only text frames are read"),
        ([asked("1", TITLES)], 4401, "Unauthorized"),
        ([INIT, INIT], 4429, "Too many initialisation requests"),
        ([INIT, asked("a", REVISION), asked("a", TITLES)], 4409, "Subscriber for a already exists"),
        (["{" + " " * 1_000 + "}"], 1009, "A message may have 1000 bytes"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_against_the_protocol_closes_the_socket(
    messages: list[Any], code: int, reason: str | None, still: Served
) -> None:
    with speaking(still) as speaker:
        for message in messages:
            if isinstance(message, dict):
                speaker.say(message)
            else:
                raw: Data = message
                speaker.socket.send(raw)
        found, told = speaker.farewell()
    assert found == code
    assert reason is None or told.startswith(reason)


def test_who_does_not_introduce_itself_is_sent_away(
    still: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(websocket, "INIT_SECONDS", 0.1)
    with speaking(still) as speaker:
        speaker.say({"type": "ping"})
        assert speaker.farewell() == (4408, "Connection initialisation timeout")


@pytest.mark.parametrize("protocol", [None, "graphql-ws", "wamp"])
def test_no_other_protocol_is_spoken(protocol: str | None, still: Served) -> None:
    with speaking(still, protocol) as speaker:
        assert speaker.socket.subprotocol is None
        assert speaker.farewell() == (4406, "Subprotocol not acceptable")


def test_a_socket_may_run_so_many_operations_at_once(speaker: Speaker) -> None:
    for key in ("a", "b"):
        speaker.subscribe(key, REVISION)
        speaker.event(key)
    speaker.subscribe("c", REVISION)
    refused = speaker.hear()
    assert (refused["type"], refused["id"]) == ("error", "c")
    assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
    speaker.say({"id": "a", "type": "complete"})
    speaker.subscribe("c", REVISION)
    speaker.event("c")


def test_an_id_is_free_again_with_the_message_that_ends_its_operation(speaker: Speaker) -> None:
    for query, last in (("{ nothing }", "error"), ("{ __typename }", "complete")) * 20:
        speaker.subscribe("1", query)
        while (heard := speaker.hear())["type"] == "next":
            assert heard["id"] == "1"
        assert (heard["type"], heard["id"]) == (last, "1")


def test_an_address_may_hold_so_many_sockets_open(tmp_path: Path, serve: Serve) -> None:
    served = serve(write(tmp_path, {"a.md": "A"}), watch=Watch.OFF, max_streams=1)
    with speaking(served) as speaker:
        speaker.begin()
        with pytest.raises(InvalidStatus) as refused, speaking(served):
            pass
    response = refused.value.response
    assert response.status_code == 429
    assert b"TOO_MANY_STREAMS" in (response.body or b"")

    def again() -> bool:
        try:
            with speaking(served) as another:
                another.begin()
        except InvalidStatus:
            return False
        return True

    eventually(again, lambda it: it)


def test_a_service_that_stops_says_that_it_goes_away(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "A"})
    with ExitStack() as open_sockets:
        with serving(tmp_path, watch=Watch.OFF) as served:
            speaker = open_sockets.enter_context(speaking(served))
            speaker.begin()
            speaker.subscribe("1", REVISION)
            speaker.event("1")
        assert speaker.farewell() == (1001, "Going away")


# From here on files are saved.


@pytest.fixture
def watched(tmp_path: Path, serve: Serve) -> Served:
    write(tmp_path, {"a.md": {"title": "A"}, "b.md": {"title": "B"}})
    return serve(tmp_path)


@pytest.fixture
def follower(watched: Served) -> Iterator[Speaker]:
    with speaking(watched) as one:
        one.begin()
        yield one


def test_the_first_event_comes_at_once_and_a_saved_file_is_the_next(
    tmp_path: Path, watched: Served, follower: Speaker
) -> None:
    follower.subscribe("1", CHANGED)
    first = follower.event("1")["contentChanged"]
    revision = watched.data("{ content { revision } }")["content"]["revision"]
    assert (first["revision"], first["since"], first["totalCount"]) == (revision, None, 0)
    save(tmp_path, "a.md", {"title": "A2", "answer": "New."})
    event = follower.event("1")["contentChanged"]
    assert event.pop("revision") != revision
    assert event == {
        "since": revision,
        "isComplete": True,
        "totalCount": 1,
        "added": [],
        "modified": [{"path": "a.md", "before": {"title": "A"}}],
        "removed": [],
        "articles": [{"title": "A2", "answer": {"source": "New."}}],
    }


def test_each_operation_of_a_socket_hears_of_its_own_articles(
    tmp_path: Path, follower: Speaker
) -> None:
    follower.subscribe("a", CHANGED, filter={"title": {"startsWith": "A"}})
    follower.event("a")
    follower.subscribe("b", CHANGED, filter={"title": {"startsWith": "B"}})
    follower.event("b")
    save(tmp_path, "b.md", {"title": "B2"})
    assert follower.event("b")["contentChanged"]["modified"][0]["path"] == "b.md"
    save(tmp_path, "a.md", {"title": "Bee"})
    events = {one["id"]: one["payload"]["data"] for one in (follower.hear(), follower.hear())}
    assert events["a"]["contentChanged"]["removed"] == [{"path": "a.md", "url": "/a"}]
    assert events["b"]["contentChanged"]["added"] == [{"path": "a.md"}]


def test_who_comes_again_is_told_what_it_missed(tmp_path: Path, watched: Served) -> None:
    ask = "{ content { revision articleCount } }"
    known = watched.data(ask)["content"]["revision"]
    (tmp_path / "b.md").unlink()
    eventually(lambda: watched.data(ask), lambda now: now["content"]["articleCount"] == 1)
    with speaking(watched) as speaker:
        speaker.begin()
        speaker.subscribe("1", CHANGED, since=known)
        event = speaker.event("1")["contentChanged"]
        assert (event["since"], event["isComplete"]) == (known, True)
        assert event["removed"] == [{"path": "b.md", "url": "/b"}]
        speaker.subscribe("2", CHANGED, since="0" * 40)
        forgotten = speaker.event("2")["contentChanged"]
        assert (forgotten["isComplete"], forgotten["totalCount"]) == (False, 0)


def test_a_completed_operation_says_nothing_more(tmp_path: Path, follower: Speaker) -> None:
    for key in ("gone", "here"):
        follower.subscribe(key, REVISION)
        follower.event(key)
    follower.say({"id": "gone", "type": "complete"})
    follower.subscribe("after", TITLES)  # answered once the message before it has been heeded
    follower.event("after")
    follower.hear()
    save(tmp_path, "a.md", {"title": "A2"})
    follower.event("here")
    follower.subscribe("last", TITLES)
    follower.event("last")


def test_a_reader_who_is_slow_skips_ahead(tmp_path: Path, serve: Serve) -> None:
    """Each event is half a megabyte, so the sockets between the two hold only the first of them."""
    saves, text = 24, "word " * 10_000
    write(tmp_path, {"a.md": {"title": "0", "question": text}})
    served = serve(tmp_path)
    many = " ".join(f"q{number}: question" for number in range(10))
    with speaking(served, receive_buffer=64 * 1024) as slow:
        slow.begin()
        slow.subscribe("1", f"subscription {{ contentChanged {{ articles {{ title {many} }} }} }}")
        slow.event("1")
        for number in range(1, saves + 1):
            save(tmp_path, "a.md", {"title": f"{number}", "question": text})
            eventually(
                lambda: served.data('{ article(by: { path: "a.md" }) { title } }'),
                lambda now, title=f"{number}": now["article"]["title"] == title,
            )
        heard = 0
        title = ""
        while title != f"{saves}":
            (found,) = slow.event("1")["contentChanged"]["articles"]
            title, heard = found["title"], heard + 1
    assert heard < saves

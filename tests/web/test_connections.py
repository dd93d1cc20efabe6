"""Who makes room for whom, and what a single client may hold."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from msgspec import Struct

from gql_content.server.connections import TRUSTED, Connections
from gql_content.sources import Watch
from tests.conftest import SAMPLE, Serve
from tests.folder import write
from tests.served import Served, serving
from tests.web.conversation import Conversation, get, post

ME, YOU = "203.0.113.1", "203.0.113.2"
MOST = 8
PATIENCE = 30.0


class Client(Struct, eq=False):
    """One connection."""

    since: float = 0.0


def test_below_the_bound_nobody_has_to_go() -> None:
    connections = Connections[Client](4)
    clients = [Client(), Client()]
    for one in clients:
        connections.add(one, TRUSTED)
        connections.rest(one)
        assert connections.too_many_because_of(one) is None


def test_who_has_rested_the_longest_goes_first() -> None:
    connections = Connections[Client](2)
    first, second, newest = Client(1), Client(2), Client(3)
    for one in (first, second, newest):
        connections.add(one, TRUSTED)
        connections.rest(one)
    assert connections.too_many_because_of(newest) is first
    first.since = 4  # It has asked something meanwhile.
    assert connections.too_many_because_of(newest) is second
    connections.work(second)
    assert connections.too_many_because_of(newest) is first
    connections.work(first)
    assert connections.too_many_because_of(newest) is newest


def test_a_connection_that_has_gone_has_no_place() -> None:
    connections = Connections[Client](1)
    gone, newest = Client(), Client()
    for one in (gone, newest):
        connections.add(one, ME)
        connections.rest(one)
    connections.remove(gone)
    connections.remove(gone)
    connections.rest(gone)
    assert connections.too_many_because_of(newest) is None


def test_an_address_may_hold_half_and_a_proxy_all() -> None:
    connections = Connections[Client](4)
    mine = [Client(number) for number in range(3)]
    for one in mine:
        connections.add(one, ME)
    assert connections.too_many_because_of(mine[2]) is mine[2]
    connections.rest(mine[1])
    assert connections.too_many_because_of(mine[2]) is mine[1]
    connections.remove(mine[2])
    proxied = Client()
    connections.add(proxied, TRUSTED)
    assert connections.too_many_because_of(proxied) is None


def test_the_address_that_has_most_makes_room_and_proxies_last() -> None:
    connections = Connections[Client](6)
    old, proxied = Client(1), [Client(0) for _ in range(3)]
    mine = [Client(2), Client(3)]
    for one, address in [
        (old, YOU),
        *((it, TRUSTED) for it in proxied),
        *((it, ME) for it in mine),
    ]:
        connections.add(one, address)
        connections.rest(one)
    newest = Client(9)
    connections.add(newest, "203.0.113.3")
    connections.rest(newest)
    assert connections.too_many_because_of(newest) is mine[0]


# Over real connections

KINDS = ("says nothing", "a part of a head", "a slow body", "idle", "reads nothing")
LARGE = b'{"query": "{ articles { nodes { %s } } }"}'


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with few places, and an article that is larger than what systems hold."""
    root = write(
        tmp_path_factory.mktemp("crowded"), {"a.md": {"title": "A", "question": "word " * 20_000}}
    )
    with serving(
        root,
        watch=Watch.OFF,
        max_connections=MOST,
        max_waiting=PATIENCE,
        max_answer=1 << 30,
        max_aliases=1_000,
        max_merges=1_000_000,
        max_body=1 << 20,
    ) as served:
        yield served


def much() -> bytes:
    """A request for 20 MB."""
    fields = b" ".join(b"q%d: question" % number for number in range(200))
    return post(body=LARGE % fields)


def occupy(served: Served, kind: str, source: str) -> Conversation:
    """A connection that holds a place as best it can."""
    one = Conversation(served, source=source, receive_buffer=4_096)
    if kind == "a part of a head":
        one.send(b"GET / HTTP/1.1\r\nHost: here\r\nX-")
    elif kind == "a slow body":
        one.send(post()[:-5])
    elif kind == "idle":
        one.send(get(target="/healthz"))
        one.answer()
    elif kind == "reads nothing":
        one.send(much())
        assert one.says_something(within=PATIENCE)
    return one


@pytest.mark.parametrize("source", ["127.0.0.1", "127.0.0.2"])
@pytest.mark.parametrize("kind", KINDS)
def test_newcomers_are_answered_whatever_holds_the_places(
    crowded: Served, kind: str, source: str
) -> None:
    with ExitStack() as flood:
        for _ in range(2 * MOST):
            flood.callback(occupy(crowded, kind, source).close)
        for _ in range(3):
            newcomer = Conversation(crowded, source="127.0.0.3")
            flood.callback(newcomer.close)
            newcomer.send(get(target="/healthz"))
            assert newcomer.answer().startswith(b"HTTP/1.1 200")


def test_an_idle_connection_is_closed_without_a_word(crowded: Served) -> None:
    """A client would take an error for the answer to its next request."""
    with ExitStack() as flood:
        idle = occupy(crowded, "idle", "127.0.0.1")
        flood.callback(idle.close)
        for _ in range(MOST):
            flood.callback(occupy(crowded, "idle", "127.0.0.1").close)
        assert idle.rest() == b""


def test_streams_of_one_address_leave_room_for_others(serve: Serve) -> None:
    served = serve(SAMPLE, max_connections=MOST)
    asked = b'{"query": "subscription { contentChanged { revision } }"}'
    with ExitStack() as flood:

        def another(source: str, request: bytes) -> bytes:
            one = Conversation(served, source=source)
            flood.callback(one.close)
            one.send(request)
            return one.answer()

        stream = post("Accept: text/event-stream", body=asked)
        taken = [another("127.0.0.2", stream) for _ in range(MOST)]
        assert [it[9:12] for it in taken].count(b"200") == MOST // 2
        assert another("127.0.0.3", post()).startswith(b"HTTP/1.1 200")
        proxied = post("Accept: text/event-stream", "X-Forwarded-For: 203.0.113.7", body=asked)
        others = [another("127.0.0.1", proxied) for _ in range(MOST)]
        assert [it[9:12] for it in others].count(b"200") <= MOST // 2

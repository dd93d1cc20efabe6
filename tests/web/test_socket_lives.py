"""What may end a web socket, and what may not."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from gql_content.server.websocket_protocol import PatientSocket
from gql_content.sources import Watch
from tests.folder import write
from tests.served import Served, serving
from tests.web.conversation import Conversation, get, post
from tests.web.speaking import Speaker, speaking
from tests.web.test_protocol import HANDSHAKE

PATIENCE = 0.3
MOST = 6
OPENING = get(*HANDSHAKE, "Sec-WebSocket-Protocol: graphql-transport-ws", target="/graphql")
PING = json.dumps({"type": "ping"}).encode()
MASK = bytes(4)


LARGE: dict[str, Any] = {
    "watch": Watch.OFF,
    "max_answer": 1 << 30,
    "max_aliases": 1_000,
    "max_merges": 1_000_000,
    "max_body": 1 << 20,
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article of which answers can be large."""
    return write(
        tmp_path_factory.mktemp("large"), {"a.md": {"title": "A", "question": "word " * 20_000}}
    )


@pytest.fixture(scope="module")
def hasty(root: Path) -> Iterator[Served]:
    """A service that waits for less than half a second, and has few places."""
    with serving(root, max_waiting=PATIENCE, max_connections=MOST, **LARGE) as served:
        yield served


@pytest.fixture(scope="module")
def patient(root: Path) -> Iterator[Served]:
    """A service that waits for long, but for the answers to its pings."""
    with serving(root, **LARGE) as served:
        yield served


def frame(kind: int, message: bytes) -> bytes:
    """A frame of a client; the mask changes nothing."""
    return bytes([0x80 | kind, 0x80 | len(message)]) + MASK + message


def opened(served: Served, *parts: bytes, before: int = 0) -> Conversation:
    """A socket for which these bytes are sent, after the answers to requests before."""
    conversation = Conversation(served)
    for part in parts:
        conversation.send(part)
    for _ in range(before):
        assert conversation.answer().startswith(b"HTTP/1.1 200")
    assert conversation.answer().startswith(b"HTTP/1.1 101")
    return conversation


def outlive(served: Served, patience: float = PATIENCE) -> None:
    """Returns when another connection has been given up four times since."""
    for _ in range(4):
        silent = Conversation(served)
        began = monotonic()
        assert silent.rest().startswith(b"HTTP/1.1 408")
        assert monotonic() - began >= patience * 0.9
        silent.close()


def lives(conversation: Conversation) -> bool:
    """Whether a message is answered, by the first thing that comes."""
    conversation.send(frame(1, PING))
    answer = b'{"type":"pong"}'
    return conversation.come(len(answer) + 2)[2:] == answer


@pytest.mark.parametrize(
    ("parts", "before"),
    [
        ([OPENING], 0),
        ([bytes([one]) for one in OPENING], 0),
        ([get(target="/healthz"), OPENING], 1),
        ([get(target="/healthz") + OPENING], 1),
        ([post() + get(target="/robots.txt") + post() + OPENING], 3),
        ([post() + OPENING[:30], OPENING[30:]], 1),
        ([b"\r\n", OPENING], 0),
    ],
    ids=["at once", "slowly", "later", "behind one", "behind several", "in parts", "a blank line"],
)
def test_no_timer_of_a_request_ends_a_socket(
    hasty: Served, parts: list[bytes], before: int
) -> None:
    conversation = opened(hasty, *parts, before=before)
    outlive(hasty)
    assert lives(conversation)
    conversation.close()


def test_a_socket_is_displaced_by_nobody(hasty: Served) -> None:
    conversation = opened(hasty, OPENING)
    with ExitStack() as flood:
        for _ in range(3 * MOST):
            flood.callback(Conversation(hasty).close)
        assert lives(conversation)
        outlive(hasty)
    assert lives(conversation)
    conversation.close()


def test_the_place_of_a_closed_socket_is_free_again(hasty: Served) -> None:
    for _ in range(3 * MOST):
        conversation = opened(hasty, OPENING)
        assert lives(conversation)
        conversation.close()
    with ExitStack() as many:
        for _ in range(MOST // 2):
            one = opened(hasty, OPENING)
            many.callback(one.close)
            assert lives(one)


@pytest.fixture
def impatient_pings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pings, the first after a second or two, that have to be answered within a tenth of one."""

    class Pinging(PatientSocket):
        def start_keepalive(self) -> None:
            self.ping_interval, self.ping_timeout = 1.5, 0.1
            super().start_keepalive()

    monkeypatch.setattr("gql_content.server.websocket_protocol.PatientSocket", Pinging)


def ask_much(speaker: Speaker, parts: int) -> None:
    fields = " ".join(f"q{number}: question" for number in range(parts))
    speaker.subscribe("1", f"{{ articles {{ nodes {{ {fields} }} }} }}")


@pytest.mark.usefixtures("impatient_pings")
def test_who_reads_a_large_message_slowly_keeps_its_socket(patient: Served) -> None:
    """It answers a ping when it has read all that came before."""
    conversation = Conversation(patient, receive_buffer=32_768)
    conversation.send(OPENING)
    assert conversation.answer().startswith(b"HTTP/1.1 101")
    fields = " ".join(f"q{number}: question" for number in range(60))
    asked = {"query": f"{{ articles {{ nodes {{ {fields} }} }} }}"}
    conversation.send(frame(1, b'{"type":"connection_init"}'))
    message = json.dumps({"type": "subscribe", "id": "1", "payload": asked}).encode()
    head = bytes([0x81, 0x80 | 126]) + len(message).to_bytes(2) + MASK
    conversation.send(head + message)
    read = b""
    while b'"complete"' not in read[-200:]:
        read += conversation.part(16_384, pause=0.01)
    assert len(read) > 6_000_000
    conversation.close()


@pytest.mark.usefixtures("impatient_pings")
def test_who_answers_no_ping_loses_its_socket(hasty: Served) -> None:
    conversation = opened(hasty, OPENING)
    assert b"keepalive" in conversation.rest()
    conversation.close()


def test_who_takes_nothing_loses_its_socket(hasty: Served) -> None:
    with speaking(hasty, receive_buffer=4_096) as speaker:
        speaker.begin()
        ask_much(speaker, 200)
        code = None
        deadline = monotonic() + 30
        while code is None and monotonic() < deadline:
            places = hasty.client.get("/metrics").text
            code = "gone" if "gql_content_open_streams 0.0" in places else None
        assert code == "gone"


def test_pings_that_nobody_reads_the_answers_to_fill_no_memory(hasty: Served) -> None:
    conversation = Conversation(hasty, receive_buffer=4_096)
    conversation.send(OPENING)
    assert conversation.answer().startswith(b"HTTP/1.1 101")
    pings = frame(9, b"x" * 100) * 600_000  # 60 MB
    began = resident()
    conversation.takes(pings, within=2 * PATIENCE)
    assert resident() - began < 20_000
    conversation.close()


def resident() -> int:
    """What this process holds, in KiB."""
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0])

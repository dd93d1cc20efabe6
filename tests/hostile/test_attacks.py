"""Hostile requests over real sockets, against the program as it is started by everybody."""

import resource
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from time import monotonic, perf_counter

import httpx
import pytest

from tests.cli.program import running_server
from tests.conftest import SAMPLE
from tests.hostile.attacks import ATTACKS
from tests.hostile.wire import Wire, request

pytestmark = pytest.mark.alone

PATIENCE = 1.0
CONNECTIONS = 200
HONEST = {"query": "{ articles(first: 20) { nodes { title url subject { name } } } }"}
OK = b'{"query": "{ __typename }"}'


class Target:
    """The service under attack."""

    def __init__(self, url: str, process: int) -> None:
        self.url = url
        self.process = process

    def memory(self) -> int:
        """What the process holds, in KiB."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])


@pytest.fixture(scope="module")
def target() -> Iterator[Target]:
    options = (
        "--log-level",
        "warning",
        "--max-waiting",
        str(PATIENCE),
        "--max-connections",
        str(CONNECTIONS),
    )
    with running_server(SAMPLE, "--port", "0", "--watch", "off", *options) as program:
        yield Target(program.wait_for_url().rstrip("/"), program.process.pid)


@pytest.fixture
def wire(target: Target) -> Iterator[Wire]:
    one = Wire(target.url)
    yield one
    one.close()


def test_there_are_at_least_sixty() -> None:
    assert len(ATTACKS) >= 60


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_answered_by_its_status_and_code(wire: Wire, name: str) -> None:
    attack = ATTACKS[name]
    wire.send(attack.sent)
    answer = wire.answer()
    assert (answer.status, answer.code) == (attack.status, attack.code), answer.body[:500]
    for secret in (b"Traceback", b"/site-packages", str(SAMPLE.parent).encode()):
        assert secret not in answer.body


def test_a_second_request_is_not_smuggled_in_a_first(wire: Wire) -> None:
    inner = request(method="GET", target="/readyz")
    wire.send(request(OK).replace(b"Content-Length: 27", b"Content-Length: 27\r\nX: y") + inner)
    assert wire.answer().status == 200


# Slow clients


def test_who_says_nothing_is_hung_up_on(wire: Wire) -> None:
    began = monotonic()
    assert wire.answer().status == 408
    assert monotonic() - began >= PATIENCE * 0.9


def test_a_head_has_to_come_in_time_however_it_drips(wire: Wire) -> None:
    began = monotonic()
    wire.send(b"GET / HTTP/1.1\r\nHost: here\r\n")
    while not wire.has_answer(within=PATIENCE / 10):
        wire.send(b"X: y\r\n")
    assert wire.answer().status == 408
    assert monotonic() - began < PATIENCE * 20


def test_blank_lines_are_no_head(wire: Wire) -> None:
    wire.send(request(OK))
    assert wire.answer().status == 200
    wire.send(b"\r\n\r\n")
    assert wire.answer().status == 408


def test_a_body_has_to_come_in_time(wire: Wire) -> None:
    wire.send(request(OK)[:-5])
    answer = wire.answer()
    assert (answer.status, answer.code) == (408, "REQUEST_TIMEOUT")


def test_a_body_that_nobody_reads_has_to_come_in_time_too(wire: Wire) -> None:
    head = b"POST /healthz HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\n"
    wire.send(head + b"a")
    assert wire.answer().status == 405
    wire.send(b"b")
    assert wire.answer().status in {0, 408}


# Floods


def p99(target: Target, asks: int = 300) -> float:
    """Of an honest client's answers; the cache of answers is passed by."""
    seconds: list[float] = []
    with httpx.Client(base_url=target.url, timeout=60) as client:
        for number in range(asks):
            began = perf_counter()
            response = client.post("/graphql", json={**HONEST, "extensions": {"n": number}})
            seconds.append(perf_counter() - began)
            assert response.status_code == 200
    return quantiles(seconds, n=100)[98]


def test_half_open_sockets_shut_nobody_out(target: Target) -> None:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft > 3 * CONNECTIONS
    with ExitStack() as flood:
        for number in range(2 * CONNECTIONS):
            one = Wire(target.url)
            flood.callback(one.close)
            one.send(b"GET / HTTP/1.1\r\nHost: here\r\nX-" if number % 2 else b"")
        with httpx.Client(base_url=target.url, timeout=60) as honest:
            assert honest.post("/graphql", json=HONEST).status_code == 200


def test_afterwards_an_honest_client_notices_nothing(target: Target) -> None:
    p99(target)
    quiet = p99(target)
    ratios: list[float] = []
    for _ in range(3):  # a noisy machine may spoil a measurement, but not each
        storm(target)
        ratios.append(p99(target) / quiet)
        if ratios[-1] <= 3:
            break
    assert min(ratios) <= 3


def test_what_attacks_have_taken_of_memory_comes_back(target: Target) -> None:
    for _ in range(2):
        storm(target)
    before = target.memory()
    for _ in range(4):
        storm(target)
    assert target.memory() < before * 1.1 + 8_192


def storm(target: Target) -> None:
    """All attacks once more, with sockets left half open behind them."""
    with ExitStack() as left_open:
        for attack in ATTACKS.values():
            one = Wire(target.url)
            one.send(attack.sent)
            one.answer()
            one.close()
        for _ in range(CONNECTIONS):
            left_open.callback(Wire(target.url).close)

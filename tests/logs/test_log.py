"""Lines as they are written: typed ones, and those that come through `logging`."""

import json
import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from gql_content.logs import Line, Log, LogFormat, LogLevel, start_log

FORGED = 'name\n2025-01-01T00:00:00Z [info     ] "forged" \x1b[2J'


class Arrival(Line, tag="arrival", kw_only=True):
    who: str


class Terminal(BytesIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


Start = Callable[..., Log]


@pytest.fixture
def stream() -> BytesIO:
    return BytesIO()


def lines(stream: BytesIO) -> list[str]:
    return stream.getvalue().decode().splitlines()


def documents(stream: BytesIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(stream)]


def failed_on(text: str) -> None:
    try:
        int(text)
    except ValueError:
        logging.getLogger("room").exception("It failed on %s", text)


def test_elsewhere_than_on_a_terminal_each_line_is_json(stream: BytesIO) -> None:
    log = start_log(LogFormat.AUTO, LogLevel.INFO, stream)
    log.tell(Arrival(who="Ada"))
    logging.getLogger("room").warning("No place in %s", "here")
    typed, untyped = documents(stream)
    assert log.is_for_machines
    assert (typed["event"], typed["level"], typed["who"]) == ("arrival", "info", "Ada")
    assert typed["time"].endswith("Z")
    assert (untyped["event"], untyped["level"]) == ("No place in here", "warning")
    assert untyped["logger"] == "room"
    assert untyped["time"].endswith("Z")


def test_on_a_terminal_lines_are_for_people_and_in_colours() -> None:
    stream = Terminal()
    log = start_log(LogFormat.AUTO, LogLevel.INFO, stream)
    log.tell(Arrival(who="Ada"))
    logging.getLogger("room").warning("No place")
    written = stream.getvalue().decode()
    assert not log.is_for_machines
    assert "arrival" in written
    assert "Ada" in written
    assert "No place" in written
    assert "\x1b[" in written
    assert "{" not in written


def test_a_format_that_was_chosen_is_kept_whatever_is_written_to() -> None:
    stream, terminal = BytesIO(), Terminal()
    start_log(LogFormat.CONSOLE, LogLevel.INFO, stream).tell(Arrival(who="Ada"))
    start_log(LogFormat.JSON, LogLevel.INFO, terminal).tell(Arrival(who="Ada"))
    assert "who=Ada" in lines(stream)[0]
    assert "\x1b" not in lines(stream)[0]
    assert documents(terminal)[0]["who"] == "Ada"


@pytest.mark.parametrize("log_format", [LogFormat.CONSOLE, LogFormat.JSON])
def test_nobody_forges_a_line_by_what_is_logged(stream: BytesIO, log_format: LogFormat) -> None:
    start_log(log_format, LogLevel.INFO, stream)
    logging.getLogger("room").warning("Refused %s", FORGED)
    failed_on(FORGED)
    assert not [line for line in lines(stream) if line.startswith("2025-01-01")]
    assert b"\x1b" not in stream.getvalue()
    assert "Traceback" in stream.getvalue().decode()
    if log_format is LogFormat.JSON:
        assert "ValueError" in documents(stream)[1]["exception"]


@pytest.mark.parametrize("log_format", [LogFormat.CONSOLE, LogFormat.JSON])
def test_half_a_character_is_no_reason_to_lose_a_line(
    stream: BytesIO, log_format: LogFormat
) -> None:
    start_log(log_format, LogLevel.INFO, stream)
    logging.getLogger("room").warning("Refused %s", "\udc80")
    assert r"\udc80" in stream.getvalue().decode().replace("\\\\", "\\")


def test_what_is_less_important_than_the_level_is_left_out(stream: BytesIO) -> None:
    log = start_log(LogFormat.JSON, LogLevel.WARNING, stream)
    log.tell(Arrival(who="Ada"))
    log.tell(Arrival(who="Bob", level="error"))
    logging.getLogger("room").info("quiet")
    logging.getLogger("room").error("loud")
    assert [one.get("who") or one["event"] for one in documents(stream)] == ["Bob", "loud"]


async def test_collected_lines_come_in_order_and_before_what_cannot_wait(stream: BytesIO) -> None:
    log = start_log(LogFormat.JSON, LogLevel.INFO, stream)
    for number in range(100):
        log.collect(Arrival(who=str(number)))
    assert stream.getvalue() == b""
    logging.getLogger("room").error("now")
    *collected, last = documents(stream)
    assert [one["who"] for one in collected] == [str(number) for number in range(100)]
    assert last["event"] == "now"


async def test_lines_go_out_in_pieces_that_other_workers_cannot_break() -> None:
    pieces: list[bytes] = []

    class Noting(BytesIO):
        def write(self, data: Any, /) -> int:
            pieces.append(bytes(data))
            return len(data)

    log = start_log(LogFormat.JSON, LogLevel.INFO, Noting())
    for number in range(500):
        log.collect(Arrival(who=str(number)))
    log.tell(Arrival(who="x" * 9_000))
    assert all(piece.endswith(b"\n") for piece in pieces)
    assert all(len(piece) <= 4096 for piece in pieces[:-1])
    assert len(pieces) < 50
    written = b"".join(pieces).splitlines()
    assert [json.loads(line)["who"] for line in written[:-1]] == [str(one) for one in range(500)]


def test_a_reader_that_went_away_stops_nothing() -> None:
    class Gone(BytesIO):
        def write(self, _: Any, /) -> int:
            raise BrokenPipeError

    log = start_log(LogFormat.JSON, LogLevel.INFO, Gone())
    log.tell(Arrival(who="Ada"))
    logging.getLogger("room").error("loud")

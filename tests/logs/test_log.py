"""Log output: typed events and records of `logging`."""

import json
import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from gql_content.log import EventLog, LogEvent, LogFormat, LogLevel, start_logging

FORGED = 'name\n2025-01-01T00:00:00Z [info     ] "forged" \x1b[2J'


class ArrivalEvent(LogEvent, tag="arrival", kw_only=True):
    who: str


class Terminal(BytesIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


Start = Callable[..., EventLog]


@pytest.fixture
def stream() -> BytesIO:
    return BytesIO()


def lines(stream: BytesIO) -> list[str]:
    return stream.getvalue().decode().splitlines()


def json_lines(stream: BytesIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(stream)]


def log_failure(text: str) -> None:
    try:
        int(text)
    except ValueError:
        logging.getLogger("component").exception("It failed on %s", text)


def test_without_a_terminal_each_line_is_json(stream: BytesIO) -> None:
    log = start_logging(LogFormat.AUTO, LogLevel.INFO, stream)
    log.write(ArrivalEvent(who="Ada"))
    logging.getLogger("component").warning("No space in %s", "here")
    typed, untyped = json_lines(stream)
    assert log.is_json
    assert (typed["event"], typed["level"], typed["who"]) == ("arrival", "info", "Ada")
    assert typed["time"].endswith("Z")
    assert (untyped["event"], untyped["level"]) == ("No space in here", "warning")
    assert untyped["logger"] == "component"
    assert untyped["time"].endswith("Z")


def test_on_a_terminal_lines_are_readable_and_colored() -> None:
    stream = Terminal()
    log = start_logging(LogFormat.AUTO, LogLevel.INFO, stream)
    log.write(ArrivalEvent(who="Ada"))
    logging.getLogger("component").warning("No space")
    written = stream.getvalue().decode()
    assert not log.is_json
    assert "arrival" in written
    assert "Ada" in written
    assert "No space" in written
    assert "\x1b[" in written
    assert "{" not in written


def test_a_configured_format_does_not_depend_on_the_stream() -> None:
    stream, terminal = BytesIO(), Terminal()
    start_logging(LogFormat.CONSOLE, LogLevel.INFO, stream).write(ArrivalEvent(who="Ada"))
    start_logging(LogFormat.JSON, LogLevel.INFO, terminal).write(ArrivalEvent(who="Ada"))
    assert "who=Ada" in lines(stream)[0]
    assert "\x1b" not in lines(stream)[0]
    assert json_lines(terminal)[0]["who"] == "Ada"


@pytest.mark.parametrize("log_format", [LogFormat.CONSOLE, LogFormat.JSON])
def test_logged_values_cannot_forge_a_line(stream: BytesIO, log_format: LogFormat) -> None:
    start_logging(log_format, LogLevel.INFO, stream)
    logging.getLogger("component").warning("Refused %s", FORGED)
    log_failure(FORGED)
    assert not [line for line in lines(stream) if line.startswith("2025-01-01")]
    assert b"\x1b" not in stream.getvalue()
    assert "Traceback" in stream.getvalue().decode()
    if log_format is LogFormat.JSON:
        assert "ValueError" in json_lines(stream)[1]["exception"]


@pytest.mark.parametrize("log_format", [LogFormat.CONSOLE, LogFormat.JSON])
def test_a_lone_surrogate_is_logged(stream: BytesIO, log_format: LogFormat) -> None:
    start_logging(log_format, LogLevel.INFO, stream)
    logging.getLogger("component").warning("Refused %s", "\udc80")
    assert r"\udc80" in stream.getvalue().decode().replace("\\\\", "\\")


def test_events_below_the_level_are_not_written(stream: BytesIO) -> None:
    log = start_logging(LogFormat.JSON, LogLevel.WARNING, stream)
    log.write(ArrivalEvent(who="Ada"))
    log.write(ArrivalEvent(who="Bob", level="error"))
    logging.getLogger("component").info("quiet")
    logging.getLogger("component").error("loud")
    assert [event.get("who") or event["event"] for event in json_lines(stream)] == ["Bob", "loud"]


async def test_buffered_lines_are_written_in_order_before_immediate_ones(stream: BytesIO) -> None:
    log = start_logging(LogFormat.JSON, LogLevel.INFO, stream)
    for number in range(100):
        log.write_buffered(ArrivalEvent(who=str(number)))
    assert stream.getvalue() == b""
    logging.getLogger("component").error("now")
    *buffered, last = json_lines(stream)
    assert [event["who"] for event in buffered] == [str(number) for number in range(100)]
    assert last["event"] == "now"


async def test_lines_are_written_in_atomic_chunks() -> None:
    chunks: list[bytes] = []

    class RecordingStream(BytesIO):
        def write(self, data: Any, /) -> int:
            chunks.append(bytes(data))
            return len(data)

    log = start_logging(LogFormat.JSON, LogLevel.INFO, RecordingStream())
    for number in range(500):
        log.write_buffered(ArrivalEvent(who=str(number)))
    log.write(ArrivalEvent(who="x" * 9_000))
    assert all(chunk.endswith(b"\n") for chunk in chunks)
    assert all(len(chunk) <= 4096 for chunk in chunks[:-1])
    assert len(chunks) < 50
    written = b"".join(chunks).splitlines()
    assert [json.loads(line)["who"] for line in written[:-1]] == [
        str(number) for number in range(500)
    ]


def test_a_reader_that_has_gone_away_raises_no_error() -> None:
    class ClosedPipe(BytesIO):
        def write(self, _: Any, /) -> int:
            raise BrokenPipeError

    log = start_logging(LogFormat.JSON, LogLevel.INFO, ClosedPipe())
    log.write(ArrivalEvent(who="Ada"))
    logging.getLogger("component").error("loud")

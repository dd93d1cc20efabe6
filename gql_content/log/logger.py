"""The log: standard library loggers and the request log, written in the background."""

import atexit
import logging
import os
import sys
from datetime import UTC, datetime
from enum import StrEnum
from importlib import import_module
from itertools import islice
from typing import BinaryIO

import msgspec
from msgspec import Struct, field

from gql_content.log.buffered_writer import BufferedWriter

__all__ = [
    "EventLog",
    "LogEvent",
    "LogFormat",
    "LogLevel",
    "RenderMode",
    "escape_unprintable",
    "import_rendering",
    "start_logging",
]


def utc_now() -> datetime:
    return datetime.now(UTC)


class LogEvent(Struct, kw_only=True, tag_field="event"):
    """A typed log event, for lines that are frequent or that others parse.

    The tag of a subclass is the name of its event. Text from outside has to be passed through
    `escape_unprintable` first.
    """

    time: datetime = field(default_factory=utc_now)
    level: str = "info"
    pid: int = field(default_factory=os.getpid)


class LogFormat(StrEnum):
    """The configured log format."""

    AUTO = "auto"  # console on a terminal, else JSON
    CONSOLE = "console"
    JSON = "json"


class RenderMode(StrEnum):
    """How events are rendered."""

    COLORED = "colored"
    PLAIN = "plain"
    JSON = "json"


def choose_render_mode(stream: BinaryIO, log_format: LogFormat) -> RenderMode:
    """The render mode of a format on a stream; colors only on a terminal."""
    if log_format is LogFormat.JSON or (log_format is LogFormat.AUTO and not stream.isatty()):
        return RenderMode.JSON
    return RenderMode.COLORED if stream.isatty() else RenderMode.PLAIN


LEVEL_NUMBERS = logging.getLevelNamesMapping()


class LogLevel(StrEnum):
    """The minimum level of events that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class EventLog:
    """Writes typed events in the same format as records of `logging`."""

    def __init__(self, writer: BufferedWriter, mode: RenderMode, min_level: LogLevel) -> None:
        self._writer = writer
        self._mode = mode
        self._min_level = LEVEL_NUMBERS[min_level.upper()]
        self._encode = msgspec.json.Encoder().encode

    @property
    def is_json(self) -> bool:
        """Whether all output must be JSON, so nothing else may be printed."""
        return self._mode is RenderMode.JSON

    def is_enabled(self, level: str) -> bool:
        """Whether events of a level are written."""
        return LEVEL_NUMBERS[level.upper()] >= self._min_level

    def write(self, event: LogEvent) -> None:
        """Writes an event immediately."""
        if self.is_enabled(event.level):
            self._writer.write(self.render(event))

    def write_buffered(self, event: LogEvent) -> None:
        """Writes a frequent event soon, together with others."""
        if self.is_enabled(event.level):
            self._writer.write_buffered(self.render(event))

    def render(self, event: LogEvent) -> bytes:
        """The bytes of an event."""
        if self._mode is RenderMode.JSON:
            return self._encode(event)
        # Imported late: importing structlog takes as long as the warm start of a small folder.
        from gql_content.log.formatter import render_for_console

        return render_for_console(msgspec.to_builtins(event), self._mode).encode()


class LostEvents(LogEvent, tag="lost_lines", kw_only=True):
    """Lines were dropped, since the reader of the log was too slow."""

    count: int


class WriterHandler(logging.Handler):
    """Sends records of `logging` to the writer of typed events."""

    def __init__(self, writer: BufferedWriter, mode: RenderMode) -> None:
        super().__init__()
        self._writer = writer
        self._mode = mode

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._writer.write(self._format(record).encode())
        except Exception:  # noqa: BLE001 - a failure to log must not stop the service
            self.handleError(record)

    def _format(self, record: logging.LogRecord) -> str:
        if self.formatter is None:
            # Imported for the first record: a start without records does not need structlog.
            from gql_content.log.formatter import make_formatter

            self.formatter = make_formatter(self._mode)
        return self.formatter.format(record)


def start_logging(
    log_format: LogFormat, level: LogLevel, stream: BinaryIO | None = None
) -> EventLog:
    """Configures logging for the process; the default stream is standard error."""
    output = sys.stderr.buffer if stream is None else stream
    mode = choose_render_mode(output, log_format)
    writer = BufferedWriter(
        output, lambda count: log.render(LostEvents(level="warning", count=count))
    )
    log = EventLog(writer, mode, level)
    atexit.register(writer.close)
    root = logging.getLogger()
    root.handlers[:] = [WriterHandler(writer, mode)]  # `basicConfig` would set a formatter.
    root.setLevel(level.upper())
    return log


def import_rendering() -> None:
    """Imports the renderer, so that the first event does not delay the service."""
    import_module("gql_content.log.formatter")


MAX_PRINTED_CHARACTERS = 200
ELLIPSIS = "…"


def escape_unprintable(text: str, max_characters: int = MAX_PRINTED_CHARACTERS) -> str:
    r"""Makes untrusted text safe for a log: truncated, and without control characters.

    Unprintable characters are escaped (`\x1b`), so that no client can forge a line, color a
    terminal or change the text direction.
    """
    if len(text) <= max_characters and text.isprintable():
        return text
    escaped = "".join(escape_character(character) for character in islice(text, max_characters))
    return escaped if len(text) <= max_characters else escaped + ELLIPSIS


def escape_character(character: str) -> str:
    if character.isprintable():
        return character
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")

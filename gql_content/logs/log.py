import logging
from enum import StrEnum

import msgspec

from gql_content.logs.lines import LogEvent
from gql_content.logs.looks import RenderMode
from gql_content.logs.sink import BufferedWriter

__all__ = ["EventLog", "LogLevel"]

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
        from gql_content.logs.rendering import render_for_console

        return render_for_console(msgspec.to_builtins(event), self._mode).encode()

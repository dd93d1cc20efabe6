import atexit
import logging
import sys
from typing import BinaryIO

from gql_content.logs.lines import LogEvent
from gql_content.logs.log import EventLog, LogLevel
from gql_content.logs.looks import LogFormat, RenderMode, choose_render_mode
from gql_content.logs.sink import BufferedWriter

__all__ = ["start_logging"]


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
            from gql_content.logs.rendering import make_formatter

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

import atexit
import logging
import sys
from typing import BinaryIO

from gql_content.logs.lines import Line
from gql_content.logs.log import Log, LogLevel
from gql_content.logs.looks import LogFormat, Looks, looks_on
from gql_content.logs.sink import Sink

__all__ = ["start_log"]


class LostLines(Line, tag="lost_lines", kw_only=True):
    """So many lines were not written: whoever reads the log read too slowly, or not at all."""

    count: int


class SinkHandler(logging.Handler):
    """Sends the records of `logging` to where the typed lines go."""

    def __init__(self, sink: Sink, looks: Looks) -> None:
        super().__init__()
        self._sink = sink
        self._looks = looks

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._sink.write(self._line(record).encode())
        except Exception:  # noqa: BLE001 - a line that cannot be written must not stop the service
            self.handleError(record)

    def _line(self, record: logging.LogRecord) -> str:
        if self.formatter is None:
            # Made for the first record: a start that has nothing to tell does not need structlog.
            from gql_content.logs.rendering import formatter

            self.formatter = formatter(self._looks)
        return self.formatter.format(record)


def start_log(log_format: LogFormat, level: LogLevel, stream: BinaryIO | None = None) -> Log:
    """Has this whole process log to a stream, standard error unless it is another."""
    written_to = sys.stderr.buffer if stream is None else stream
    looks = looks_on(written_to, log_format)
    sink = Sink(written_to, lambda count: log.rendered(LostLines(level="warning", count=count)))
    log = Log(sink, looks, level)
    atexit.register(sink.close)
    root = logging.getLogger()
    root.handlers[:] = [SinkHandler(sink, looks)]  # `basicConfig` would choose a formatter for it.
    root.setLevel(level.upper())
    return log

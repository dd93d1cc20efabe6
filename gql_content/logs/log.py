import logging
from enum import StrEnum

import msgspec

from gql_content.logs.lines import Line
from gql_content.logs.looks import Looks
from gql_content.logs.sink import Sink

__all__ = ["Log", "LogLevel"]

RANKS = logging.getLevelNamesMapping()


class LogLevel(StrEnum):
    """The least important lines that are written."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Log:
    """Writes typed lines as the rest of the log looks; the untyped come through `logging`."""

    def __init__(self, sink: Sink, looks: Looks, least: LogLevel) -> None:
        self._sink = sink
        self._looks = looks
        self._least = RANKS[least.upper()]
        self._encode = msgspec.json.Encoder().encode

    @property
    def is_for_machines(self) -> bool:
        """Whether each line has to be JSON, so that nothing else may be printed between."""
        return self._looks is Looks.JSON

    def wants(self, level: str) -> bool:
        """Whether lines of a level are written."""
        return RANKS[level.upper()] >= self._least

    def tell(self, line: Line) -> None:
        """Writes a line at once."""
        if self.wants(line.level):
            self._sink.write(self.rendered(line))

    def collect(self, line: Line) -> None:
        """Writes a line that is one of very many: soon, and together with others."""
        if self.wants(line.level):
            self._sink.collect(self.rendered(line))

    def rendered(self, line: Line) -> bytes:
        """A line as it is written."""
        if self._looks is Looks.JSON:
            return self._encode(line)
        # Imported here, since structlog takes as long as a small folder's whole warm start.
        from gql_content.logs.rendering import for_people

        return for_people(msgspec.to_builtins(line), self._looks).encode()

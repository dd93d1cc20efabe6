"""Structured logging: for people on a terminal, else as JSON. All values are escaped."""

from gql_content.log.logger import (
    EventLog,
    LogEvent,
    LogFormat,
    LogLevel,
    escape_unprintable,
    import_rendering,
    start_logging,
)

__all__ = [
    "EventLog",
    "LogEvent",
    "LogFormat",
    "LogLevel",
    "escape_unprintable",
    "import_rendering",
    "start_logging",
]

"""Structured logging: for people on a terminal, else as JSON. All values are escaped."""

from gql_content.logs.lines import LogEvent
from gql_content.logs.log import EventLog, LogLevel
from gql_content.logs.looks import LogFormat
from gql_content.logs.preparing import import_rendering
from gql_content.logs.printable import escape_unprintable
from gql_content.logs.starting import start_logging

__all__ = [
    "EventLog",
    "LogEvent",
    "LogFormat",
    "LogLevel",
    "escape_unprintable",
    "import_rendering",
    "start_logging",
]

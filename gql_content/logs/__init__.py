"""What the service says of itself: for people on a terminal, as JSON for machines, both escaped."""

from gql_content.logs.lines import Line
from gql_content.logs.log import Log, LogLevel
from gql_content.logs.looks import LogFormat
from gql_content.logs.preparing import prepare_lines
from gql_content.logs.printable import printable
from gql_content.logs.starting import start_log

__all__ = ["Line", "Log", "LogFormat", "LogLevel", "prepare_lines", "printable", "start_log"]

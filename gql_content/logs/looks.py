from enum import StrEnum
from typing import BinaryIO

__all__ = ["LogFormat", "Looks", "looks_on"]


class LogFormat(StrEnum):
    """How lines are to look."""

    AUTO = "auto"  # for people on a terminal, else JSON
    CONSOLE = "console"
    JSON = "json"


class Looks(StrEnum):
    """How lines look where they are written."""

    COLORED = "colored"
    PLAIN = "plain"
    JSON = "json"


def looks_on(stream: BinaryIO, wanted: LogFormat) -> Looks:
    """How lines of a format look on a stream: in colours only on a terminal."""
    if wanted is LogFormat.JSON or (wanted is LogFormat.AUTO and not stream.isatty()):
        return Looks.JSON
    return Looks.COLORED if stream.isatty() else Looks.PLAIN

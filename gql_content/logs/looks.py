from enum import StrEnum
from typing import BinaryIO

__all__ = ["LogFormat", "RenderMode", "choose_render_mode"]


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

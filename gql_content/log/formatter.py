"""Renders events with structlog. Imported when the first event is rendered."""

import logging
from functools import cache
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gql_content.log.logger import RenderMode, escape_unprintable

__all__ = ["make_formatter", "render_for_console"]


MAX_VALUE_CHARACTERS = 10_000
MAX_TRACEBACK_CHARACTERS = 100_000


def make_formatter(mode: RenderMode) -> logging.Formatter:
    """A formatter for records of `logging`: ours, uvicorn's and asyncio's."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.format_exc_info,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            escape_event,
            render_json if mode is RenderMode.JSON else make_renderer(mode),
        ],
    )


def render_for_console(event: dict[str, Any], mode: RenderMode) -> str:
    """Renders a typed event, whose text is already escaped."""
    return str(make_renderer(mode)(None, "", event))


@cache
def make_renderer(mode: RenderMode) -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=mode is RenderMode.COLORED,
        force_colors=mode is RenderMode.COLORED,
        timestamp_key="time",
        pad_event_to=0,
        sort_keys=False,
        exception_formatter=structlog.dev.plain_traceback,
    )


def escape_event(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Escapes all values: they may come from a client, also in the text of an exception."""
    return {
        key: escape_traceback(value) if key == "exception" else escape_value(value)
        for key, value in event.items()
    }


def escape_value(value: object) -> object:
    return escape_unprintable(value, MAX_VALUE_CHARACTERS) if isinstance(value, str) else value


def escape_traceback(trace: str) -> str:
    """Escapes a traceback; its lines are indented, so that none can pass for a log line."""
    lines = trace[:MAX_TRACEBACK_CHARACTERS].split("\n")
    return "\n".join(f"  {escape_unprintable(line, MAX_VALUE_CHARACTERS)}" for line in lines)


def render_json(_: WrappedLogger, __: str, event: EventDict) -> str:
    return msgspec.json.encode(event, enc_hook=repr).decode()

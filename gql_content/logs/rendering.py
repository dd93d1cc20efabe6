"""The chains of structlog that make text of an event. Imported when the first line needs them."""

import logging
from functools import cache
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from gql_content.logs.looks import Looks
from gql_content.logs.printable import printable

__all__ = ["for_people", "formatter"]

LONGEST = 10_000
LONGEST_TRACE = 100_000


def formatter(looks: Looks) -> logging.Formatter:
    """What makes a line of a record of `logging`: ours, uvicorn's, asyncio's."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.format_exc_info,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            escaped,
            as_json if looks is Looks.JSON else renderer(looks),
        ],
    )


def for_people(event: dict[str, Any], looks: Looks) -> str:
    """A typed line, whose texts are `printable` already."""
    return str(renderer(looks)(None, "", event))


@cache
def renderer(looks: Looks) -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=looks is Looks.COLORED,
        force_colors=looks is Looks.COLORED,
        timestamp_key="time",
        pad_event_to=0,
        sort_keys=False,
        exception_formatter=structlog.dev.plain_traceback,
    )


def escaped(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """What was logged may have come from a client, or stand in an exception's text."""
    return {
        key: traced(value) if key == "exception" else shown(value) for key, value in event.items()
    }


def shown(value: object) -> object:
    return printable(value, LONGEST) if isinstance(value, str) else value


def traced(trace: str) -> str:
    """A traceback keeps its lines, set in, so that none of them can pass for a line of the log."""
    lines = trace[:LONGEST_TRACE].split("\n")
    return "\n".join(f"  {printable(line, LONGEST)}" for line in lines)


def as_json(_: WrappedLogger, __: str, event: EventDict) -> str:
    return msgspec.json.encode(event, enc_hook=repr).decode()

import os
from datetime import UTC, datetime

from msgspec import Struct, field

__all__ = ["LogEvent"]


def utc_now() -> datetime:
    return datetime.now(UTC)


class LogEvent(Struct, kw_only=True, tag_field="event"):
    """A typed log event, for lines that are frequent or that others parse.

    The tag of a subclass is the name of its event. Text from outside has to be passed through
    `escape_unprintable` first.
    """

    time: datetime = field(default_factory=utc_now)
    level: str = "info"
    pid: int = field(default_factory=os.getpid)

import os
from datetime import UTC, datetime

from msgspec import Struct, field

__all__ = ["Line"]


def now() -> datetime:
    return datetime.now(UTC)


class Line(Struct, kw_only=True, tag_field="event"):
    """A line of the log that is written so often, or read by so many, that it has a type.

    The tag of a subclass names its event. Texts that come from outside are made `printable` first.
    """

    time: datetime = field(default_factory=now)
    level: str = "info"
    pid: int = field(default_factory=os.getpid)

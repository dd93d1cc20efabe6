"""YAML timestamps: https://yaml.org/type/timestamp.html"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

__all__ = ["Timestamp", "parse_timestamp"]

Timestamp = tuple[date, datetime | None]
"""The date as written, and the point in time if a time was given."""

_TIMESTAMP = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:[Tt]|[ \t]+)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]*))?"
    r"(?:[ \t]*(?P<zone>Z|(?P<sign>[-+])(?P<zone_hour>[0-9]{1,2})(?::(?P<zone_minute>[0-9]{2}))?))?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@lru_cache(maxsize=4096)
def parse_timestamp(text: str) -> Timestamp | None:
    """Return the date as written, and a datetime if it has a time. UTC if it has no zone.

    None if `text` is neither a date nor a timestamp.
    """
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text), None
        parts = _TIMESTAMP.fullmatch(text)
        moment = None if parts is None else _build_datetime(parts)
    except ValueError:
        return None
    return None if moment is None else (moment.date(), moment)


def _build_datetime(parts: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part) for part in parts.group(*range(1, 7)))
    microsecond = int((parts["fraction"] or "0")[:6].ljust(6, "0"))
    return datetime(year, month, day, hour, minute, second, microsecond, _build_timezone(parts))


def _build_timezone(parts: re.Match[str]) -> timezone:
    if not parts["sign"]:
        return UTC
    offset = timedelta(hours=int(parts["zone_hour"]), minutes=int(parts["zone_minute"] or 0))
    return timezone(-offset if parts["sign"] == "-" else offset)

"""Time zones by IANA name: https://www.iana.org/time-zones"""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

__all__ = ["DEFAULT_DATE_FORMAT", "get_start_of_day", "is_known_time_zone"]


# Only in the databases of some machines, or not a time zone.
EXCLUDED_ZONES = frozenset({"Factory", "localtime", "posixrules"})


def is_known_time_zone(name: str) -> bool:
    """Whether a time zone has this name. Case-sensitive."""
    return name in _get_zone_names()


def get_start_of_day(day: date, zone: str) -> datetime:
    """Return the first moment of a day in a known time zone.

    This is midnight, or the first time after it if clocks skip midnight.
    """
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    if not date.min < day < date.max:  # the UTC time may be out of range
        return midnight
    return midnight.astimezone(UTC).astimezone(midnight.tzinfo)


@cache
def _get_zone_names() -> frozenset[str]:
    return frozenset(available_timezones()) - EXCLUDED_ZONES


DEFAULT_DATE_FORMAT = "MMM DD, YYYY"

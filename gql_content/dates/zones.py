"""Plain dates in time zones, by the names of https://www.iana.org/time-zones"""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

__all__ = ["in_zone", "known_zone"]

# In the database of some machines only, or no zone at all.
NO_ZONES = frozenset({"Factory", "localtime", "posixrules"})


def known_zone(name: str) -> bool:
    """Whether `in_zone` takes this name; capitals count."""
    return name in _zones()


def in_zone(day: date, zone: str) -> datetime:
    """The first moment of a day in a known zone: midnight, or what follows where clocks skip it."""
    midnight = datetime.combine(day, time(), ZoneInfo(zone))
    if not date.min < day < date.max:  # there is no UTC beyond
        return midnight
    return midnight.astimezone(UTC).astimezone(midnight.tzinfo)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - NO_ZONES

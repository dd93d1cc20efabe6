"""The tokens of moment.js for all locales: https://momentjs.com/docs/#/displaying/format/

Arrow's own tokens look similar but differ: its ZZ is moment's Z, its d counts from Monday, its W is
a whole date, its X has a fraction, its x counts microseconds, and it writes Thai years in the
Buddhist era. So only the names come from arrow.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from gql_content.dates import words

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = ["TOKENS", "TokenWriter", "get_day_from_sunday"]

TokenWriter = Callable[[datetime, "Locale"], str]

UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def get_day_from_sunday(at: date) -> int:
    """Return the day of the week; Sunday is 0."""
    return at.isoweekday() % 7


def get_day_of_year(at: date) -> int:
    return at.timetuple().tm_yday


def get_quarter(at: date) -> int:
    return (at.month + 2) // 3


def get_iso_year(at: date) -> int:
    return at.isocalendar().year


def get_iso_week(at: date) -> int:
    return at.isocalendar().week


def get_hour_of_12(at: datetime) -> int:
    return at.hour % 12 or 12


def get_hour_of_24(at: datetime) -> int:
    return at.hour or 24


def count_since_epoch(at: datetime, unit: timedelta) -> int:
    return (at - UNIX_EPOCH) // unit


def format_offset(at: datetime, separator: str) -> str:
    east = at.utcoffset() or timedelta()
    hours, minutes = divmod(abs(east) // timedelta(minutes=1), 60)
    sign = "-" if east < timedelta() else "+"
    return f"{sign}{hours:02d}{separator}{minutes:02d}"


def write_number(value: Callable[[datetime], int], digits: int = 1) -> TokenWriter:
    return lambda at, _: f"{value(at):0{digits}d}"


def write_last_two_digits(value: Callable[[datetime], int]) -> TokenWriter:
    return lambda at, _: f"{value(at) % 100:02d}"


def write_ordinal(value: Callable[[datetime], int]) -> TokenWriter:
    return lambda at, locale: locale.ordinal_number(value(at))


def write_fraction(digits: int) -> TokenWriter:
    return lambda at, _: f"{at.microsecond:06d}000"[:digits]


TOKENS: dict[str, TokenWriter] = {
    "Y": write_number(lambda at: at.year, 4),
    "YY": write_last_two_digits(lambda at: at.year),
    "YYYY": write_number(lambda at: at.year, 4),
    "YYYYY": write_number(lambda at: at.year, 5),
    "YYYYYY": lambda at, _: f"+{at.year:06d}",
    "Q": write_number(get_quarter),
    "Qo": write_ordinal(get_quarter),
    "M": write_number(lambda at: at.month),
    "Mo": write_ordinal(lambda at: at.month),
    "MM": write_number(lambda at: at.month, 2),
    "MMM": words.format_short_month,
    "MMMM": words.format_month,
    "D": write_number(lambda at: at.day),
    "Do": words.format_day_of_month,
    "DD": write_number(lambda at: at.day, 2),
    "DDD": write_number(get_day_of_year),
    "DDDo": write_ordinal(get_day_of_year),
    "DDDD": write_number(get_day_of_year, 3),
    "d": write_number(get_day_from_sunday),
    "do": write_ordinal(get_day_from_sunday),
    "ddd": words.format_short_weekday,
    "dddd": words.format_weekday,
    "E": write_number(lambda at: at.isoweekday()),
    "W": write_number(get_iso_week),
    "Wo": write_ordinal(get_iso_week),
    "WW": write_number(get_iso_week, 2),
    "GG": write_last_two_digits(get_iso_year),
    "GGGG": write_number(get_iso_year, 4),
    "GGGGG": write_number(get_iso_year, 5),
    "A": words.format_meridian,
    "a": words.format_lowercase_meridian,
    "H": write_number(lambda at: at.hour),
    "HH": write_number(lambda at: at.hour, 2),
    "h": write_number(get_hour_of_12),
    "hh": write_number(get_hour_of_12, 2),
    "k": write_number(get_hour_of_24),
    "kk": write_number(get_hour_of_24, 2),
    "m": write_number(lambda at: at.minute),
    "mm": write_number(lambda at: at.minute, 2),
    "s": write_number(lambda at: at.second),
    "ss": write_number(lambda at: at.second, 2),
    **{"S" * digits: write_fraction(digits) for digits in range(1, 10)},
    "Z": lambda at, _: format_offset(at, ":"),
    "ZZ": lambda at, _: format_offset(at, ""),
    "X": lambda at, _: str(count_since_epoch(at, timedelta(seconds=1))),
    "x": lambda at, _: str(count_since_epoch(at, timedelta(milliseconds=1))),
}

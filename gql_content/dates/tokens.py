"""What moment's tokens write, in every locale: https://momentjs.com/docs/#/displaying/format/

Arrow's own tokens look the same and are not: its ZZ is moment's Z, its d counts from Monday, its W
is a whole date, its X has a fraction, its x counts microseconds, and it writes Thai years in the
Buddhist era. So only the words are arrow's.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from gql_content.dates import words

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = ["TOKENS", "Writer", "sunday_first"]

Writer = Callable[[datetime, "Locale"], str]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sunday_first(at: date) -> int:
    """The day of the week, Sunday is 0."""
    return at.isoweekday() % 7


def day_of_year(at: date) -> int:
    return at.timetuple().tm_yday


def quarter(at: date) -> int:
    return (at.month + 2) // 3


def year_of_week(at: date) -> int:
    return at.isocalendar().year


def week(at: date) -> int:
    return at.isocalendar().week


def hour_of_12(at: datetime) -> int:
    return at.hour % 12 or 12


def hour_to_24(at: datetime) -> int:
    return at.hour or 24


def since_1970(at: datetime, unit: timedelta) -> int:
    return (at - EPOCH) // unit


def offset(at: datetime, separator: str) -> str:
    east = at.utcoffset() or timedelta()
    hours, minutes = divmod(abs(east) // timedelta(minutes=1), 60)
    sign = "-" if east < timedelta() else "+"
    return f"{sign}{hours:02d}{separator}{minutes:02d}"


def number(value: Callable[[datetime], int], digits: int = 1) -> Writer:
    return lambda at, _: f"{value(at):0{digits}d}"


def last_two(value: Callable[[datetime], int]) -> Writer:
    return lambda at, _: f"{value(at) % 100:02d}"


def ordinal(value: Callable[[datetime], int]) -> Writer:
    return lambda at, locale: locale.ordinal_number(value(at))


def fraction(digits: int) -> Writer:
    return lambda at, _: f"{at.microsecond:06d}000"[:digits]


TOKENS: dict[str, Writer] = {
    "Y": number(lambda at: at.year, 4),
    "YY": last_two(lambda at: at.year),
    "YYYY": number(lambda at: at.year, 4),
    "YYYYY": number(lambda at: at.year, 5),
    "YYYYYY": lambda at, _: f"+{at.year:06d}",
    "Q": number(quarter),
    "Qo": ordinal(quarter),
    "M": number(lambda at: at.month),
    "Mo": ordinal(lambda at: at.month),
    "MM": number(lambda at: at.month, 2),
    "MMM": words.short_month,
    "MMMM": words.month,
    "D": number(lambda at: at.day),
    "Do": words.day_of_month,
    "DD": number(lambda at: at.day, 2),
    "DDD": number(day_of_year),
    "DDDo": ordinal(day_of_year),
    "DDDD": number(day_of_year, 3),
    "d": number(sunday_first),
    "do": ordinal(sunday_first),
    "ddd": words.short_weekday,
    "dddd": words.weekday,
    "E": number(lambda at: at.isoweekday()),
    "W": number(week),
    "Wo": ordinal(week),
    "WW": number(week, 2),
    "GG": last_two(year_of_week),
    "GGGG": number(year_of_week, 4),
    "GGGGG": number(year_of_week, 5),
    "A": words.half_of_day,
    "a": words.small_half_of_day,
    "H": number(lambda at: at.hour),
    "HH": number(lambda at: at.hour, 2),
    "h": number(hour_of_12),
    "hh": number(hour_of_12, 2),
    "k": number(hour_to_24),
    "kk": number(hour_to_24, 2),
    "m": number(lambda at: at.minute),
    "mm": number(lambda at: at.minute, 2),
    "s": number(lambda at: at.second),
    "ss": number(lambda at: at.second, 2),
    **{"S" * digits: fraction(digits) for digits in range(1, 10)},
    "Z": lambda at, _: offset(at, ":"),
    "ZZ": lambda at, _: offset(at, ""),
    "X": lambda at, _: str(since_1970(at, timedelta(seconds=1))),
    "x": lambda at, _: str(since_1970(at, timedelta(milliseconds=1))),
}

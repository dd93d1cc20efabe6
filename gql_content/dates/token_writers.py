"""What each moment.js token writes, in every locale."""

from calendar import isleap
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = ["AMERICAN_LOCALES", "AMERICAN_LONG_FORMATS", "AMERICAN_TOKENS", "TOKENS", "TokenWriter"]


def format_month(at: date, locale: "Locale") -> str:
    """Return the month's name. Arrow's long Tamil names are of another calendar: use the short."""
    tamil = get_language(locale) == "ta"
    name = locale.month_abbreviation(at.month) if tamil else locale.month_name(at.month)
    return name.strip()


def format_short_month(at: date, locale: "Locale") -> str:
    """Return the month's short name, but the full name for Chinese, Japanese and Korean.

    Arrow abbreviates those to a bare number.
    """
    short = locale.month_abbreviation(at.month).strip()
    return format_month(at, locale) if short.isdecimal() else short


def format_weekday(at: date, locale: "Locale") -> str:
    return locale.day_name(at.isoweekday()).strip()


def format_short_weekday(at: date, locale: "Locale") -> str:
    """Return the weekday's short name, or the full name if two share it (Latvian "pi" in arrow)."""
    short = locale.day_abbreviation(at.isoweekday())
    ambiguous = locale.day_abbreviations.count(short) > 1
    return format_weekday(at, locale) if ambiguous else short.strip()


def format_meridian(at: datetime, locale: "Locale") -> str:
    """Return arrow's word for before or after noon, else AM or PM as in moment."""
    return locale.meridian(at.hour, "A") or ("AM" if at.hour < 12 else "PM")


def format_lowercase_meridian(at: datetime, locale: "Locale") -> str:
    return locale.meridian(at.hour, "a") or ("am" if at.hour < 12 else "pm")


def format_day_of_month(at: date, locale: "Locale") -> str:
    """Format the token `Do`. Not an ordinal in all languages: French has "1er mai" but "6 mai"."""
    format_day = DAY_OF_MONTH_FORMATS.get(get_language(locale), locale.ordinal_number)
    return format_day(at.day)


def get_language(locale: "Locale") -> str:
    return locale.names[0].partition("-")[0]


DAY_OF_MONTH_FORMATS: dict[str, Callable[[int], str]] = {
    "fr": lambda day: "1er" if day == 1 else str(day),
    "ja": lambda day: f"{day}日",
    "ko": lambda day: f"{day}일",
    "zh": lambda day: f"{day}日",
}

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
    "MMM": format_short_month,
    "MMMM": format_month,
    "D": write_number(lambda at: at.day),
    "Do": format_day_of_month,
    "DD": write_number(lambda at: at.day, 2),
    "DDD": write_number(get_day_of_year),
    "DDDo": write_ordinal(get_day_of_year),
    "DDDD": write_number(get_day_of_year, 3),
    "d": write_number(get_day_from_sunday),
    "do": write_ordinal(get_day_from_sunday),
    "ddd": format_short_weekday,
    "dddd": format_weekday,
    "E": write_number(lambda at: at.isoweekday()),
    "W": write_number(get_iso_week),
    "Wo": write_ordinal(get_iso_week),
    "WW": write_number(get_iso_week, 2),
    "GG": write_last_two_digits(get_iso_year),
    "GGGG": write_number(get_iso_year, 4),
    "GGGGG": write_number(get_iso_year, 5),
    "A": format_meridian,
    "a": format_lowercase_meridian,
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

AMERICAN_LOCALES = frozenset({"en", "en-us"})

AMERICAN_LONG_FORMATS = {
    "LT": "h:mm A",
    "LTS": "h:mm:ss A",
    "L": "MM/DD/YYYY",
    "LL": "MMMM D, YYYY",
    "LLL": "MMMM D, YYYY h:mm A",
    "LLLL": "dddd, MMMM D, YYYY h:mm A",
    "l": "M/D/YYYY",
    "ll": "MMM D, YYYY",
    "lll": "MMM D, YYYY h:mm A",
    "llll": "ddd, MMM D, YYYY h:mm A",
}


def get_american_week(at: date) -> tuple[int, int]:
    """Return the year and number of a week. It belongs to the year of its Saturday."""
    saturday = at.timetuple().tm_yday + 6 - get_day_from_sunday(at)
    if saturday > 365 + isleap(at.year):
        return at.year + 1, 1
    return at.year, (saturday + 6) // 7


AMERICAN_TOKENS: dict[str, TokenWriter] = {
    "dd": lambda at, locale: locale.day_name(at.isoweekday())[:2],
    "e": TOKENS["d"],
    "w": lambda at, _: str(get_american_week(at)[1]),
    "wo": lambda at, locale: locale.ordinal_number(get_american_week(at)[1]),
    "ww": lambda at, _: f"{get_american_week(at)[1]:02d}",
    "gg": lambda at, _: f"{get_american_week(at)[0] % 100:02d}",
    "gggg": lambda at, _: f"{get_american_week(at)[0]:04d}",
    "ggggg": lambda at, _: f"{get_american_week(at)[0]:05d}",
}

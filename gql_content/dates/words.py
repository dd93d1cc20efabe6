"""Names of months, days and times of day: arrow's, with corrections."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = [
    "format_day_of_month",
    "format_lowercase_meridian",
    "format_meridian",
    "format_month",
    "format_short_month",
    "format_short_weekday",
    "format_weekday",
]


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

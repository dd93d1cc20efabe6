"""The words of a date in a language: arrow's, put right where they would read wrong."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from arrow.locales import Locale

__all__ = [
    "day_of_month",
    "half_of_day",
    "month",
    "short_month",
    "short_weekday",
    "small_half_of_day",
    "weekday",
]


def month(at: date, locale: "Locale") -> str:
    """Arrow's long names in Tamil are those of another calendar; its short ones are right."""
    tamil = language(locale) == "ta"
    name = locale.month_abbreviation(at.month) if tamil else locale.month_name(at.month)
    return name.strip()


def short_month(at: date, locale: "Locale") -> str:
    """Chinese, Japanese and Korean abbreviate to a bare number in arrow: they get the name."""
    short = locale.month_abbreviation(at.month).strip()
    return month(at, locale) if short.isdecimal() else short


def weekday(at: date, locale: "Locale") -> str:
    return locale.day_name(at.isoweekday()).strip()


def short_weekday(at: date, locale: "Locale") -> str:
    """Arrow's Latvian Monday and Friday are both pi: what is ambiguous is written out."""
    short = locale.day_abbreviation(at.isoweekday())
    ambiguous = locale.day_abbreviations.count(short) > 1
    return weekday(at, locale) if ambiguous else short.strip()


def half_of_day(at: datetime, locale: "Locale") -> str:
    """Where arrow has no word, 3 o'clock would be either: AM and PM stand in, as in moment."""
    return locale.meridian(at.hour, "A") or ("AM" if at.hour < 12 else "PM")


def small_half_of_day(at: datetime, locale: "Locale") -> str:
    return locale.meridian(at.hour, "a") or ("am" if at.hour < 12 else "pm")


def day_of_month(at: date, locale: "Locale") -> str:
    """`Do`: in some languages a date is no ordinal, French says le 1er mai and le 6 mai."""
    written = DAYS_OF_MONTH.get(language(locale), locale.ordinal_number)
    return written(at.day)


def language(locale: "Locale") -> str:
    return locale.names[0].partition("-")[0]


DAYS_OF_MONTH: dict[str, Callable[[int], str]] = {
    "fr": lambda day: "1er" if day == 1 else str(day),
    "ja": lambda day: f"{day}日",
    "ko": lambda day: f"{day}일",
    "zh": lambda day: f"{day}日",
}

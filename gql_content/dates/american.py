"""Tokens that depend on the country, which arrow does not support.

Moment's `en` is American, so they are supported for `en` and `en-us`: a week begins on Sunday, and
the first week is that of January 1.
"""

from calendar import isleap
from datetime import date

from gql_content.dates.tokens import TOKENS, TokenWriter, get_day_from_sunday

__all__ = ["AMERICAN_LOCALES", "AMERICAN_LONG_FORMATS", "AMERICAN_TOKENS"]

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

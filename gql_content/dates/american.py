"""Tokens that follow a country's customs, which arrow does not know.

Moment's `en` is American, so they can be honoured for `en` and `en-us`: a week begins on Sunday,
and the first one is that of January 1.
"""

from calendar import isleap
from datetime import date

from gql_content.dates.tokens import TOKENS, Writer, sunday_first

__all__ = ["AMERICAN", "AMERICANS", "LONG_FORMATS"]

AMERICANS = frozenset({"en", "en-us"})

LONG_FORMATS = {
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


def week(at: date) -> tuple[int, int]:
    """The year and number of a week: those of its Saturday, which is in the year it counts for."""
    saturday = at.timetuple().tm_yday + 6 - sunday_first(at)
    if saturday > 365 + isleap(at.year):
        return at.year + 1, 1
    return at.year, (saturday + 6) // 7


AMERICAN: dict[str, Writer] = {
    "dd": lambda at, locale: locale.day_name(at.isoweekday())[:2],
    "e": TOKENS["d"],
    "w": lambda at, _: str(week(at)[1]),
    "wo": lambda at, locale: locale.ordinal_number(week(at)[1]),
    "ww": lambda at, _: f"{week(at)[1]:02d}",
    "gg": lambda at, _: f"{week(at)[0] % 100:02d}",
    "gggg": lambda at, _: f"{week(at)[0]:04d}",
    "ggggg": lambda at, _: f"{week(at)[0]:05d}",
}

"""Dates as text: the tokens of moment.js, the words of arrow's locales. Pure, apart from zones."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.dates.articles import date_text, posted_on
    from gql_content.dates.errors import BadFormat, BadLocale
    from gql_content.dates.formatting import format_date
    from gql_content.dates.usual import DEFAULT_FORMAT
    from gql_content.dates.zones import in_zone, known_zone
else:
    # Most first questions ask for no date as text.
    __getattr__ = deferred(
        __name__,
        articles=("date_text", "posted_on"),
        errors=("BadFormat", "BadLocale"),
        formatting=("format_date",),
        usual=("DEFAULT_FORMAT",),
        zones=("in_zone", "known_zone"),
    )

__all__ = [
    "DEFAULT_FORMAT",
    "BadFormat",
    "BadLocale",
    "date_text",
    "format_date",
    "in_zone",
    "known_zone",
    "posted_on",
]

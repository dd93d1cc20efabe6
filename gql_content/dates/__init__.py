"""Dates as text: the tokens of moment.js, the words of arrow's locales. Pure, apart from zones."""

from gql_content.dates.articles import DEFAULT_FORMAT, date_text, posted_on
from gql_content.dates.errors import BadFormat, BadLocale
from gql_content.dates.formatting import format_date
from gql_content.dates.zones import in_zone, known_zone

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

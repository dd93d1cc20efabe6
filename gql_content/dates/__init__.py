"""Formats dates with the tokens of moment.js and the locales of arrow."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred

if TYPE_CHECKING:
    from gql_content.dates.articles import format_article_date, format_posted_on
    from gql_content.dates.errors import DateFormatError, LocaleError
    from gql_content.dates.formatting import format_date
    from gql_content.dates.usual import DEFAULT_DATE_FORMAT
    from gql_content.dates.zones import get_start_of_day, is_known_time_zone
else:
    # Most first requests do not format dates.
    __getattr__ = deferred(
        __name__,
        articles=("format_article_date", "format_posted_on"),
        errors=("DateFormatError", "LocaleError"),
        formatting=("format_date",),
        usual=("DEFAULT_DATE_FORMAT",),
        zones=("get_start_of_day", "is_known_time_zone"),
    )

__all__ = [
    "DEFAULT_DATE_FORMAT",
    "DateFormatError",
    "LocaleError",
    "format_article_date",
    "format_date",
    "format_posted_on",
    "get_start_of_day",
    "is_known_time_zone",
]

"""Formats dates with the tokens of moment.js and the locales of arrow."""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.dates.article_dates import format_article_date, format_date, format_posted_on
    from gql_content.dates.time_zones import (
        DEFAULT_DATE_FORMAT,
        get_start_of_day,
        is_known_time_zone,
    )
    from gql_content.dates.tokenizer import DateFormatError, LocaleError
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "article_dates": ("format_article_date", "format_date", "format_posted_on"),
            "time_zones": ("DEFAULT_DATE_FORMAT", "get_start_of_day", "is_known_time_zone"),
            "tokenizer": ("DateFormatError", "LocaleError"),
        },
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

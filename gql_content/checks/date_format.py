from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.dates import DateFormatError, format_date
from gql_content.model import Article

__all__ = ["check_date_format"]

SAMPLE_DATE = date(2025, 2, 6)


def check_date_format(article: Article, _: RuleContext) -> Iterator[Finding]:
    """A `date_format` with tokens that moment.js does not have."""
    error_message = find_format_error((article.date_format or "").strip())
    if error_message is not None:
        remedy = "Correct it. Until then the site's default format is used."
        yield Finding(error_message, remedy, "date_format")


@lru_cache(maxsize=256)
def find_format_error(date_format: str) -> str | None:
    """Return the error in a format. Cached: nearly all articles share a few formats."""
    try:
        if date_format:
            format_date(SAMPLE_DATE, date_format)
    except DateFormatError as error:
        return str(error)
    return None

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.dates import DateFormatError, format_date
from gql_content.model import Article

__all__ = ["date_format"]

ANY_DAY = date(2025, 2, 6)


def date_format(article: Article, _: Site) -> Iterator[Finding]:
    """A `date_format` with tokens that moment.js does not have."""
    mistake = mistake_in((article.date_format or "").strip())
    if mistake is not None:
        remedy = "Correct it; until then the site's own format is used for the date."
        yield Finding(mistake, remedy, "date_format")


@lru_cache(maxsize=256)
def mistake_in(written: str) -> str | None:
    """What is wrong with a format; nearly all articles have the same few."""
    try:
        if written:
            format_date(ANY_DAY, written)
    except DateFormatError as error:
        return str(error)
    return None

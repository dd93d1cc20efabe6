from collections.abc import Iterator
from datetime import date

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.dates import BadFormat, format_date
from gql_content.model import Article

__all__ = ["date_format"]

ANY_DAY = date(2025, 2, 6)


def date_format(article: Article, _: Site) -> Iterator[Finding]:
    """A `date_format` with tokens that moment.js does not have."""
    written = (article.date_format or "").strip()
    try:
        if written:
            format_date(ANY_DAY, written)
    except BadFormat as error:
        yield Finding(
            str(error), "Until then the site's own format is used for the date.", "date_format"
        )

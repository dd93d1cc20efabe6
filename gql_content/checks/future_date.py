from collections.abc import Iterator
from datetime import timedelta

from gql_content.checks.finding import Finding
from gql_content.checks.site import Site
from gql_content.model import Article

__all__ = ["future_date"]

ZONES = timedelta(days=1)  # somewhere it is tomorrow already


def future_date(article: Article, site: Site) -> Iterator[Finding]:
    """A date that is still to come; the article is served all the same."""
    if article.date is not None and article.date > site.today + ZONES:
        yield Finding(
            f"The date {article.date.isoformat()} lies in the future; "
            "the article is served nevertheless.",
            "Correct the date, or keep the file back until then.",
            "date",
        )

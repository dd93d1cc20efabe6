from collections.abc import Iterator
from datetime import timedelta

from gql_content.checks.finding import Finding
from gql_content.checks.site import RuleContext
from gql_content.model import Article

__all__ = ["check_future_date"]

TIME_ZONE_TOLERANCE = timedelta(days=1)  # it may already be tomorrow elsewhere


def check_future_date(article: Article, context: RuleContext) -> Iterator[Finding]:
    """A date in the future. The article is served anyway."""
    if article.date is not None and article.date > context.today + TIME_ZONE_TOLERANCE:
        yield Finding(
            f"The date {article.date.isoformat()} is in the future; the article is served anyway.",
            "Correct the date, or add the file later.",
            "date",
        )

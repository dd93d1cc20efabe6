"""When articles were published, as one sequence."""

from datetime import UTC, date, datetime
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING

from gql_content.dates import in_zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gql_content.model import Article

__all__ = ["newest", "published", "written_date"]


def published(article: "Article", zone: str) -> datetime | None:
    """The moment in UTC; that of a plain date is its beginning in the site's zone."""
    if article.published_at is not None:
        return _in_utc(article.published_at)
    return None if article.date is None else _beginning(article.date, zone)


def written_date(article: "Article") -> str | None:
    """The date as its author gave it, with its time if it has one, by ISO 8601."""
    written = article.published_at or article.date
    return None if written is None else written.isoformat().replace("+00:00", "Z")


def newest(articles: "Iterable[Article]", count: int, zone: str) -> "list[Article]":
    """The newest first, those of one moment by url, those without a date at the end."""

    def place(article: "Article") -> tuple[float, str]:
        moment = published(article, zone)
        return (float("inf") if moment is None else -moment.timestamp(), article.url)

    return nsmallest(count, articles, key=place)


@lru_cache(maxsize=4096)  # a zone's rules are slow, and the days of a site are few
def _beginning(day: date, zone: str) -> datetime:
    return _in_utc(in_zone(day, zone))


def _in_utc(moment: datetime) -> datetime:
    """At the ends of the calendar, where UTC would be a day that does not exist, as written."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)

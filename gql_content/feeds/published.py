"""Publication times of articles, and sorting by them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from gql_content.dates import get_start_of_day
from gql_content.model import Article

__all__ = ["format_publication_date", "format_utc", "get_publication_time", "sort_newest_first"]


def get_publication_time(article: Article, zone: str) -> datetime | None:
    """Return the publication time in UTC. A plain date begins at midnight in `zone`."""
    if article.published_at is not None:
        return _to_utc(article.published_at)
    return None if article.date is None else _get_start_of_day_in_utc(article.date, zone)


def format_utc(moment: datetime) -> str:
    """Format a UTC time, valid for both RFC 3339 and XML Schema."""
    return moment.isoformat().replace("+00:00", "Z")


def format_publication_date(article: Article) -> str | None:
    """Format the publication time in UTC, or the plain date if there is no time."""
    if article.published_at is not None:
        return format_utc(_to_utc(article.published_at))
    return None if article.date is None else article.date.isoformat()


def sort_newest_first(articles: Iterable[Article], zone: str) -> list[Article]:
    """Sort by publication time, newest first, then by url. Articles without a date are last."""

    def get_sort_key(article: Article) -> tuple[float, str]:
        moment = get_publication_time(article, zone)
        return (float("inf") if moment is None else -moment.timestamp(), article.url)

    return sorted(articles, key=get_sort_key)


@lru_cache(maxsize=4096)  # time zone conversion is slow, and a site has few days
def _get_start_of_day_in_utc(day: date, zone: str) -> datetime:
    return _to_utc(get_start_of_day(day, zone))


def _to_utc(moment: datetime) -> datetime:
    """Convert to UTC. Keeps times at the ends of the calendar whose UTC time is out of range."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)

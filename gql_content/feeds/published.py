"""When articles were published, as one sequence."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache

from gql_content.dates import get_start_of_day
from gql_content.model import Article

__all__ = ["moment_text", "newest", "published", "written_date"]


def published(article: Article, zone: str) -> datetime | None:
    """The moment in UTC; that of a plain date is its beginning in the site's zone."""
    if article.published_at is not None:
        return _in_utc(article.published_at)
    return None if article.date is None else _beginning(article.date, zone)


def moment_text(moment: datetime) -> str:
    """A moment in UTC as RFC 3339 and XML Schema both read it."""
    return moment.isoformat().replace("+00:00", "Z")


def written_date(article: Article) -> str | None:
    """The moment in UTC, or the plain date, in no zone, where that is all the author gave."""
    if article.published_at is not None:
        return moment_text(_in_utc(article.published_at))
    return None if article.date is None else article.date.isoformat()


def newest(articles: Iterable[Article], zone: str) -> list[Article]:
    """The newest first, those of one moment by url, those without a date at the end."""

    def place(article: Article) -> tuple[float, str]:
        moment = published(article, zone)
        return (float("inf") if moment is None else -moment.timestamp(), article.url)

    return sorted(articles, key=place)


@lru_cache(maxsize=4096)  # a zone's rules are slow, and the days of a site are few
def _beginning(day: date, zone: str) -> datetime:
    return _in_utc(get_start_of_day(day, zone))


def _in_utc(moment: datetime) -> datetime:
    """At the ends of the calendar, where UTC would be a day that does not exist, as written."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)

"""The publication date in ISO 8601."""

from datetime import datetime, time

from gql_content.model import Article

__all__ = ["format_published_date"]


def format_published_date(article: Article) -> str | None:
    """Return the date as written, with time and zone if given."""
    day, moment = article.date, article.published_at
    if day is None:
        return None
    if moment is None or _is_implied_midnight(moment):
        return day.isoformat()
    return datetime.combine(day, moment.timetz()).isoformat()


def _is_implied_midnight(moment: datetime) -> bool:
    """Whether the time is not the author's: a plain date is parsed as midnight in UTC."""
    return moment.time() == time() and not moment.utcoffset()

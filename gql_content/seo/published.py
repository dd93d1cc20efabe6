"""When an article was published, by ISO 8601."""

from datetime import datetime, time

from gql_content.model import Article

__all__ = ["published"]


def published(article: Article) -> str | None:
    """The date as written, with its time and zone where the author gave one."""
    day, moment = article.date, article.published_at
    if day is None:
        return None
    if moment is None or _is_made_up(moment):
        return day.isoformat()
    return datetime.combine(day, moment.timetz()).isoformat()


def _is_made_up(moment: datetime) -> bool:
    """A plain date is read as its midnight in UTC, which nobody wrote."""
    return moment.time() == time() and not moment.utcoffset()

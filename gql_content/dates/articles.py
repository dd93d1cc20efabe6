"""Formats the date of an article."""

from datetime import date, datetime

from gql_content.dates.errors import DateFormatError
from gql_content.dates.formatting import format_date
from gql_content.dates.usual import DEFAULT_DATE_FORMAT
from gql_content.model import Article

__all__ = ["format_article_date", "format_posted_on"]


def format_article_date(
    article: Article,
    format: str | None = None,  # noqa: A002 - moment's name, and the public one
    locale: str | None = None,
    default_format: str = DEFAULT_DATE_FORMAT,
) -> str | None:
    """Format the date by `format`, else by the article's own format, else by the default.

    None if the article has no date. Raises `DateFormatError` for an invalid `format` or default. An
    invalid format of the article is reported by a content rule; here the default is used instead,
    because one file must not break a list.
    """
    moment = _get_written_date(article)
    if moment is None:
        return None
    tag = "en" if locale is None else locale
    if format is None:
        return _format_by_article(article, moment, tag) or format_date(moment, default_format, tag)
    return format_date(moment, format, tag)


def format_posted_on(
    article: Article,
    format: str | None = None,  # noqa: A002
    locale: str | None = None,
    default_format: str = DEFAULT_DATE_FORMAT,
) -> str | None:
    """Format the date after the article's `post_on_text`: "Posted on Feb 06, 2025"."""
    text = format_article_date(article, format, locale, default_format)
    words = (article.post_on_text or "").strip()
    return f"{words} {text}" if words and text else text


def _format_by_article(article: Article, moment: date, locale: str) -> str | None:
    own = (article.date_format or "").strip()
    try:
        return format_date(moment, own, locale) if own else None
    except DateFormatError:
        return None


def _get_written_date(article: Article) -> date | None:
    """Return the date as written, in its own zone, with the time if there is one."""
    day, moment = article.date, article.published_at
    if day is None or moment is None:
        return day
    return datetime.combine(day, moment.timetz())

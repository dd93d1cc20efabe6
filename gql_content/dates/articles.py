"""The date of an article as text."""

from datetime import date, datetime

from gql_content.dates.errors import BadFormat
from gql_content.dates.formatting import format_date
from gql_content.dates.usual import DEFAULT_FORMAT
from gql_content.model import Article

__all__ = ["date_text", "posted_on"]


def date_text(
    article: Article,
    format: str | None = None,  # noqa: A002 - moment's name, and the public one
    locale: str | None = None,
    default_format: str = DEFAULT_FORMAT,
) -> str | None:
    """The date by `format`, else by the article's own format, else by the default.

    A bad `format` is the caller's mistake and raises. A bad format of the article's own is its
    author's: one file must not break a list, so the default stands in, and finding it is left to
    the checks of content.
    """
    moment = _written_moment(article)
    if moment is None:
        return None
    tag = "en" if locale is None else locale
    if format is None:
        return _by_own_format(article, moment, tag) or format_date(moment, default_format, tag)
    return format_date(moment, format, tag)


def posted_on(
    article: Article,
    format: str | None = None,  # noqa: A002
    locale: str | None = None,
    default_format: str = DEFAULT_FORMAT,
) -> str | None:
    """The date text after the article's own words: "Posted on Feb 06, 2025"."""
    text = date_text(article, format, locale, default_format)
    words = (article.post_on_text or "").strip()
    return f"{words} {text}" if words and text else text


def _by_own_format(article: Article, moment: date, locale: str) -> str | None:
    own = (article.date_format or "").strip()
    try:
        return format_date(moment, own, locale) if own else None
    except BadFormat:
        return None


def _written_moment(article: Article) -> date | None:
    """The date as written, in no other zone, with the time of day where there is one."""
    day, moment = article.date, article.published_at
    if day is None or moment is None:
        return day
    return datetime.combine(day, moment.timetz())

"""A date and a format to text, and the date of an article as its format says."""

from datetime import UTC, date, datetime, time
from functools import lru_cache

from gql_content.dates.locales import find_arrow_locale, normalize_locale
from gql_content.dates.time_zones import DEFAULT_DATE_FORMAT
from gql_content.dates.token_writers import (
    AMERICAN_LOCALES,
    AMERICAN_LONG_FORMATS,
    AMERICAN_TOKENS,
    TOKENS,
    TokenWriter,
)
from gql_content.dates.tokenizer import (
    DateFormatError,
    FormatPiece,
    make_token_error,
    tokenize_format,
)
from gql_content.model import Article

__all__ = ["format_article_date", "format_date", "format_posted_on"]


def format_date(
    moment: date | datetime,
    format: str,  # noqa: A002 - moment's name, and the public one
    locale: str = "en",
) -> str:
    """Format a date with the tokens of moment.js.

    A plain date is its midnight; a time without a zone is UTC. Raises `DateFormatError` and
    `LocaleError`.
    """
    tag = normalize_locale(locale)
    writers = _compile_format(format, tag)
    words = find_arrow_locale(tag)
    at = _add_time(moment)
    return "".join(write(at, words) for write in writers)


@lru_cache(maxsize=256)
def _compile_format(format: str, tag: str) -> tuple[TokenWriter, ...]:  # noqa: A002
    return tuple(
        writer for piece in tokenize_format(format) for writer in _compile_piece(piece, tag)
    )


def _compile_piece(piece: FormatPiece, tag: str) -> tuple[TokenWriter, ...]:
    token = piece.text
    if not piece.is_token:
        return (lambda _at, _locale: token,)
    if token in TOKENS:
        return (TOKENS[token],)
    if tag in AMERICAN_LOCALES and token in AMERICAN_LONG_FORMATS:
        return _compile_format(AMERICAN_LONG_FORMATS[token], tag)
    if tag in AMERICAN_LOCALES and token in AMERICAN_TOKENS:
        return (AMERICAN_TOKENS[token],)
    raise make_token_error(token, tag)


def _add_time(moment: date) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


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

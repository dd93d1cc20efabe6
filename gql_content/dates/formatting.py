"""Formats a date."""

from datetime import UTC, date, datetime, time
from functools import lru_cache

from gql_content.dates.american import AMERICAN_LOCALES, AMERICAN_LONG_FORMATS, AMERICAN_TOKENS
from gql_content.dates.locales import find_arrow_locale, normalize_locale
from gql_content.dates.pieces import FormatPiece, tokenize_format
from gql_content.dates.remedies import make_token_error
from gql_content.dates.tokens import TOKENS, TokenWriter

__all__ = ["format_date"]


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

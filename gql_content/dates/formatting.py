"""A date and a format → text."""

from datetime import UTC, date, datetime, time
from functools import lru_cache

from gql_content.dates.american import AMERICAN, AMERICANS, LONG_FORMATS
from gql_content.dates.locales import arrow_locale, normalised
from gql_content.dates.pieces import Piece, pieces
from gql_content.dates.remedies import refused
from gql_content.dates.tokens import TOKENS, Writer

__all__ = ["format_date"]


def format_date(
    moment: date | datetime,
    format: str,  # noqa: A002 - moment's name, and the public one
    locale: str = "en",
) -> str:
    """The moment as the tokens of moment.js say; a plain date is its midnight, no zone is UTC."""
    tag = normalised(locale)
    writers = _writers(format, tag)
    words = arrow_locale(tag)
    at = _with_time(moment)
    return "".join(write(at, words) for write in writers)


@lru_cache(maxsize=256)
def _writers(format: str, tag: str) -> tuple[Writer, ...]:  # noqa: A002
    return tuple(writer for piece in pieces(format) for writer in _writers_of(piece, tag))


def _writers_of(piece: Piece, tag: str) -> tuple[Writer, ...]:
    token = piece.text
    if not piece.is_token:
        return (lambda _at, _locale: token,)
    if token in TOKENS:
        return (TOKENS[token],)
    if tag in AMERICANS and token in LONG_FORMATS:
        return _writers(LONG_FORMATS[token], tag)
    if tag in AMERICANS and token in AMERICAN:
        return (AMERICAN[token],)
    raise refused(token, tag)


def _with_time(moment: date) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment

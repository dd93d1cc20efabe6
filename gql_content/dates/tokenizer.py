"""Splits a moment.js format into tokens and literals: https://momentjs.com/docs/#/displaying/format/"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from gql_content.errors import CallError

__all__ = [
    "TOKENS_PATTERN",
    "DateFormatError",
    "FormatPiece",
    "LocaleError",
    "make_token_error",
    "tokenize_format",
]


class DateFormatError(CallError):
    """A date format with an unsupported token, or with text outside brackets."""

    code = "BAD_FORMAT"


class LocaleError(CallError):
    """An unknown locale."""

    code = "BAD_LOCALE"


MAX_FORMAT_CHARACTERS = 100

# Longest first, as in moment. Its tokens hmm and Hmmss are not needed: h and mm do the same.
TOKENS_PATTERN = (
    "LTS|LT|L{1,4}|l{1,4}|Mo|M{1,4}|Qo|Q|DDDo|Do|D{1,4}|do|d{1,4}|e|E|wo|ww|w|Wo|WW|W"
    "|Y{4,6}|YY|Y|y{2,4}|yo|y|N{1,5}|g{4,5}|gg|G{4,5}|GG|A|a|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}"
    "|zz|z|ZZ|Z|X|x"
)
PIECE_PATTERN = re.compile(
    rf"\[(?P<bracketed>[^\[]*)\]|\\(?P<escaped>{TOKENS_PATTERN}|.|$)|(?P<token>{TOKENS_PATTERN})"
    r"|(?P<letter>[A-Za-z])|(?P<open>\[)|(?P<other>.)",
    re.DOTALL,
)
WORD_PATTERN = re.compile(r"[^\W\d_]+")


class FormatPiece(Struct, frozen=True):
    """A token or literal text, and its offset in the format."""

    kind: str
    text: str
    start: int

    @property
    def is_token(self) -> bool:
        return self.kind == "token"


def tokenize_format(format: str) -> tuple[FormatPiece, ...]:  # noqa: A002 - the public name
    """Split a format into tokens and texts. Raises `DateFormatError` for any other letters."""
    if not format or format.isspace():
        raise DateFormatError("The date format is empty. Use one such as MMM DD, YYYY.")
    if len(format) > MAX_FORMAT_CHARACTERS:
        raise DateFormatError(f"A date format has at most {MAX_FORMAT_CHARACTERS} characters.")
    pieces = tuple(map(_make_piece, PIECE_PATTERN.finditer(format)))
    for message in _find_errors(format, pieces):
        raise DateFormatError(message)
    return pieces


def _make_piece(match: re.Match[str]) -> FormatPiece:
    kind = match.lastgroup or "other"
    return FormatPiece(kind, match[kind], match.start())


def _find_errors(written: str, pieces: tuple[FormatPiece, ...]) -> Iterator[str]:
    for piece in pieces:
        if piece.kind == "open":
            yield f"The date format {written!r} has a [ without a ]. Write text as [text]."
        if piece.kind == "letter":
            yield _describe_unknown_token(written, piece.start)
    for before, piece in pairwise(pieces):
        # Moment reads YYY as YY and Y, and writes 252025, which is never intended.
        if before.is_token and piece.is_token and before.text[-1] == piece.text[0]:
            yield _describe_unknown_token(written, piece.start)


def _describe_unknown_token(written: str, at: int) -> str:
    word = next(word[0] for word in WORD_PATTERN.finditer(written) if word.end() > at)
    if word.isupper() and written[at] == "T":  # the T of ISO 8601: DDTHH
        word = "T"
    return (
        f"The date format {written!r} has {word!r}, which is not a token of moment.js. "
        f"If it is text, put it in brackets: [{word}]."
    )


# By the token's first letter.
TOKEN_REMEDIES = {
    "L": "Write the date out, such as DD/MM/YYYY, or the time, such as HH:mm.",
    "N": "Eras are not supported; write the name as text: [AD].",
    "d": "Write ddd for the short name of the weekday, or DD for the day of the month.",
    "e": "Write E, which counts from Monday.",
    "g": "Write GGGG, the year of the week by ISO 8601.",
    "l": "Write the date out, such as D/M/YYYY.",
    "w": "Write W, the week by ISO 8601.",
    "y": "In moment.js it is the year of an era. Write YYYY, or YY.",
    "z": "Zone names are not supported. Write Z for the offset, or the name as text: [UTC].",
}


def make_token_error(token: str, locale: str) -> DateFormatError:
    """Return the error for a token of moment.js that is not supported in this locale."""
    scope = "" if token[0] in "Nyz" else f" in the locale {locale!r}"
    return DateFormatError(
        f"The date token {token} is not supported{scope}. {TOKEN_REMEDIES[token[0]]} "
        f"If it is text, put it in brackets: [{token}]."
    )

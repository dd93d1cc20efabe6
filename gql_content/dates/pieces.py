"""A format taken apart: https://momentjs.com/docs/#/displaying/format/"""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from gql_content.dates.errors import BadFormat

__all__ = ["Piece", "pieces"]

MOST_CHARACTERS = 100

# The longest first, as moment reads them. Its hmm and Hmmss are no tokens here: h and mm do it.
TOKENS = (
    "LTS|LT|L{1,4}|l{1,4}|Mo|M{1,4}|Qo|Q|DDDo|Do|D{1,4}|do|d{1,4}|e|E|wo|ww|w|Wo|WW|W"
    "|Y{4,6}|YY|Y|y{2,4}|yo|y|N{1,5}|g{4,5}|gg|G{4,5}|GG|A|a|HH|H|hh|h|kk|k|mm|m|ss|s|S{1,9}"
    "|zz|z|ZZ|Z|X|x"
)
PIECE = re.compile(
    rf"\[(?P<bracketed>[^\[]*)\]|\\(?P<escaped>{TOKENS}|.|$)|(?P<token>{TOKENS})"
    r"|(?P<letter>[A-Za-z])|(?P<open>\[)|(?P<other>.)",
    re.DOTALL,
)
WORD = re.compile(r"[^\W\d_]+")


class Piece(Struct, frozen=True):
    """A token, or a text that stands for itself."""

    kind: str
    text: str
    start: int

    @property
    def is_token(self) -> bool:
        return self.kind == "token"


def pieces(format: str) -> tuple[Piece, ...]:  # noqa: A002 - the public name
    """The tokens and texts of a format; letters that are neither are refused, not guessed."""
    if not format or format.isspace():
        raise BadFormat("The date format is empty. Write one such as MMM DD, YYYY.")
    if len(format) > MOST_CHARACTERS:
        raise BadFormat(f"A date format has at most {MOST_CHARACTERS} characters.")
    found = tuple(map(_piece, PIECE.finditer(format)))
    for message in _mistakes(format, found):
        raise BadFormat(message)
    return found


def _piece(match: re.Match[str]) -> Piece:
    kind = match.lastgroup or "other"
    return Piece(kind, match[kind], match.start())


def _mistakes(written: str, found: tuple[Piece, ...]) -> Iterator[str]:
    for piece in found:
        if piece.kind == "open":
            yield f"The date format {written!r} has a [ without its ]. Write text as [text]."
        if piece.kind == "letter":
            yield _no_token(written, piece.start)
    for before, piece in pairwise(found):
        # Moment reads YYY as YY and Y, and writes 252025: nobody means that.
        if before.is_token and piece.is_token and before.text[-1] == piece.text[0]:
            yield _no_token(written, piece.start)


def _no_token(written: str, at: int) -> str:
    word = next(word[0] for word in WORD.finditer(written) if word.end() > at)
    if word.isupper() and written[at] == "T":  # of ISO 8601: DDTHH
        word = "T"
    return (
        f"The date format {written!r} has {word!r}, which is no token of moment.js. "
        f"If it is text, put it in brackets: [{word}]."
    )

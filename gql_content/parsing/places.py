"""Where a place in a value stands in the file: folding, quotes and written line breaks undone."""

from collections.abc import Mapping

__all__ = ["place_in"]

_BREAK = {"\\n": "\n"}
_ESCAPES = {f"\\{letter}": sign for letter, sign in zip("abtnvfr", "\a\b\t\n\v\f\r", strict=True)}
_PAIRS: Mapping[str, Mapping[str, str]] = {
    "'": {"''": "'", **_BREAK},
    '"': {"\\\\n": "\n", '\\"': '"', "\\\\": "\\", "\\/": "/", **_ESCAPES},
}
"""What stands for another sign, by the quotation mark around the text; the longest first."""


def place_in(written: str, value: str, at: int, quote: str = "") -> int | None:
    """The place in `written` of the character at `at` in `value`, which was read from it.

    None where the two cannot be matched: an honest nothing instead of a guess.
    """
    pairs = _PAIRS.get(quote, _BREAK)
    here = there = 0
    while here < len(written) and there < len(value):
        length = _length_of_sign(written, here, value[there], pairs)
        if length:
            if there == at:
                return here
            here, there = here + length, there + 1
        elif not written[here].isspace():
            return None
        else:
            here, there = _past_blanks(written, here), _past_blanks(value, there, at)
    return None


def _length_of_sign(written: str, here: int, sign: str, pairs: Mapping[str, str]) -> int:
    """How many characters stand for `sign` at a place, 0 where it does not stand there."""
    for pair, meant in pairs.items():
        if meant == sign and written.startswith(pair, here):
            return len(pair)
    return int(written[here] == sign)


def _past_blanks(text: str, at: int, end: int | None = None) -> int:
    end = len(text) if end is None else end
    while at < end and text[at].isspace():
        at += 1
    return at

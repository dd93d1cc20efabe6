"""Maps offsets in a value back to the file, through folding, quotes and escaped newlines."""

from collections.abc import Mapping

__all__ = ["map_offset"]

_NEWLINE_ESCAPE = {"\\n": "\n"}
_LETTER_ESCAPES = {
    f"\\{letter}": character for letter, character in zip("abtnvfr", "\a\b\t\n\v\f\r", strict=True)
}
_ESCAPES_BY_QUOTE: Mapping[str, Mapping[str, str]] = {
    "'": {"''": "'", **_NEWLINE_ESCAPE},
    '"': {"\\\\n": "\n", '\\"': '"', "\\\\": "\\", "\\/": "/", **_LETTER_ESCAPES},
}
"""Escape sequences and their characters, by quotation mark; longest first."""


def map_offset(raw: str, value: str, at: int, quote: str = "") -> int | None:
    """Return the offset in `raw` of the character at `at` in `value`, which was parsed from `raw`.

    None if the two cannot be aligned.
    """
    escapes = _ESCAPES_BY_QUOTE.get(quote, _NEWLINE_ESCAPE)
    raw_at = value_at = 0
    while raw_at < len(raw) and value_at < len(value):
        length = _measure_character(raw, raw_at, value[value_at], escapes)
        if length:
            if value_at == at:
                return raw_at
            raw_at, value_at = raw_at + length, value_at + 1
        elif not raw[raw_at].isspace():
            return None
        else:
            raw_at, value_at = _skip_whitespace(raw, raw_at), _skip_whitespace(value, value_at, at)
    return None


def _measure_character(raw: str, at: int, character: str, escapes: Mapping[str, str]) -> int:
    """Return how many characters of `raw` encode `character` at an offset, 0 if they do not."""
    for escape, meaning in escapes.items():
        if meaning == character and raw.startswith(escape, at):
            return len(escape)
    return int(raw[at] == character)


def _skip_whitespace(text: str, at: int, end: int | None = None) -> int:
    end = len(text) if end is None else end
    while at < end and text[at].isspace():
        at += 1
    return at

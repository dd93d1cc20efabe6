"""The form in which the index compares texts and queries."""

import re
from functools import cache
from unicodedata import is_normalized, normalize

__all__ = [
    "ENDS",
    "HEADING",
    "SEPARATOR",
    "STARTS",
    "STOP_WORDS",
    "clean_text",
    "is_unspaced",
    "normalize_text",
    "separate_unspaced",
    "visible",
]


STARTS, ENDS, HEADING = "\x02", "\x03", "\x1e"  # around a match, and at the start of a heading line

SEPARATOR = "\u200b"
_UNWANTED = ("\0", STARTS, ENDS, HEADING, SEPARATOR, "\u00ad")

_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U000323af]"
)


# Patterns are compiled on first use, since start-up needs none.


@cache
def _unspaced_pattern() -> re.Pattern[str]:
    return re.compile(f"{_UNSPACED}+")


@cache
def _maybe_unspaced_pattern() -> re.Pattern[str]:
    """A superset of the unspaced ranges that is faster to search for."""
    return re.compile("[\u0e00-\u1fff\u3000-\U0010ffff]")


@cache
def _plain_letters() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for characters to replace, and their replacements, which keep offsets unchanged.

    H₂O is typed as H2O. SQLite removes diacritics only from Latin letters, so Greek and Cyrillic
    are handled here; й is a letter of its own.
    """
    letters = map(chr, (*range(0x0370, 0x0530), *range(0x1F00, 0x2000)))
    bare = {letter: normalize("NFD", letter)[0] for letter in letters if letter not in "йЙ"}
    accented = {letter: other for letter, other in bare.items() if other != letter}
    replacements = accented | dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "0123456789" * 2, strict=True))
    return re.compile(f"[{''.join(map(re.escape, replacements))}]"), replacements


def clean_text(text: str) -> str:
    """`text` without the control characters of the index, in NFC."""
    for sign in _UNWANTED:
        if sign in text:
            text = text.replace(sign, "")
    if text.isascii():
        return text
    text = _encodable(text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def separate_unspaced(text: str) -> str:
    """A cleaned text with separators around each letter of an unspaced script."""
    if text.isascii() or not _maybe_unspaced_pattern().search(text):
        return text
    return _unspaced_pattern().sub(_separated, text)


def normalize_text(text: str) -> str:
    """The form of a separated text in which words are compared."""
    if text.isascii():
        return text
    pattern, replacements = _plain_letters()
    return pattern.sub(lambda match: replacements[match[0]], text)


def visible(text: str) -> str:
    """A separated text as it is shown."""
    return text.replace(SEPARATOR, "")


def is_unspaced(word: str) -> bool:
    """Whether a word is in a script written without spaces."""
    return _unspaced_pattern().fullmatch(word) is not None


def _separated(run: re.Match[str]) -> str:
    return SEPARATOR + SEPARATOR.join(run[0]) + SEPARATOR


def _encodable(text: str) -> str:
    # Lone surrogates, which JSON escapes can contain, cannot be encoded as UTF-8.
    return text.encode(errors="replace").decode()


ENGLISH = """
a about after all also am an and any are as at be because been being between both but by can could
did do does during each for from had has have how i if in into is it its may me more most my no nor
not of on or other our over should so some such than that the their them then there these they this
those through to under up us was we were what when where which while who whom whose why will with
would you your s t don
"""

STOP_WORDS = frozenset(ENGLISH.split())

"""Boundaries of grapheme clusters: what a reader sees as one character.

The rules of https://www.unicode.org/reports/tr29/ by the character categories of Python's
`unicodedata`. Stricter in doubt: no boundary.
"""

import re
from itertools import takewhile
from unicodedata import category

_is_extending = re.compile(
    "[\u200c\u200d"  # joiners
    "\u1160-\u11ff\ud7b0-\ud7fb"  # vowels and finals of Hangul
    "\uff9e\uff9f"  # voicing marks of halfwidth kana
    "\U0001f3fb-\U0001f3ff"  # skin tones
    "\U000e0020-\U000e007f]"  # tags in some flags
).match
_is_leading_jamo = re.compile("[\u1100-\u115f\ua960-\ua97c]").match
_is_hangul = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]").match
_is_joining = re.compile("[\u200d\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d]").match
_is_regional_indicator = re.compile("[\U0001f1e6-\U0001f1ff]").match


def is_grapheme_boundary(text: str, at: int) -> bool:
    """Whether `text` may be cut before the character at `at`."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _is_extending(after) or category(after)[0] == "M" or _is_joining(before):
        return False
    if _is_regional_indicator(before) and _is_regional_indicator(after):
        return sum(1 for _ in takewhile(_is_regional_indicator, reversed(text[:at]))) % 2 == 0
    return not (_is_leading_jamo(before) and _is_hangul(after)) and before + after != "\r\n"

"""Where a text may be cut without breaking what a reader sees as one character.

The rules of Unicode's annex 29, by the character categories that Python knows, and a little
stricter: what is in doubt is not cut.
"""

import re
from itertools import takewhile
from unicodedata import category

_extends = re.compile(
    "[\u200c\u200d"  # the joiners
    "\u1160-\u11ff\ud7b0-\ud7fb"  # vowels and finals of Hangul
    "\uff9e\uff9f"  # voicing marks of halfwidth kana
    "\U0001f3fb-\U0001f3ff"  # skin colours
    "\U000e0020-\U000e007f]"  # the tags that make up some flags
).match
_begins_syllable = re.compile("[\u1100-\u115f\ua960-\ua97c]").match
_hangul = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]").match
_joins_next = re.compile("[\u200d\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d]").match
_is_flag = re.compile("[\U0001f1e6-\U0001f1ff]").match


def is_boundary(text: str, at: int) -> bool:
    """Whether `text` may be cut in front of the character at `at`."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _extends(after) or category(after)[0] == "M" or _joins_next(before):
        return False
    if _is_flag(before) and _is_flag(after):
        return sum(1 for _ in takewhile(_is_flag, reversed(text[:at]))) % 2 == 0
    return not (_begins_syllable(before) and _hangul(after)) and before + after != "\r\n"

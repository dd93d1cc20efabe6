"""Chinese and Japanese characters: written without spaces, and each counts as a word."""

import re

_CJK_LETTERS = (
    "\u3005-\u3007"  # iteration mark, closing mark and zero of Han
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # Han
)
_CJK_PUNCTUATION = "\u3000-\u3004\u3008-\u3020\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65"

is_cjk_letter = re.compile(f"[{_CJK_LETTERS}]").match
is_cjk = re.compile(f"[{_CJK_LETTERS}{_CJK_PUNCTUATION}]").match

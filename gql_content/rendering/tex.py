"""Tells formulas from text that only looks like one."""

import re

_TEX_INDICATOR = re.compile(r"\\[A-Za-z\\]|[\^={}<>+]|\b[A-Za-z]_")
_LINK_TARGET = re.compile(r"\]\([^\s)]*[:/#.]")
_AMOUNT = re.compile(r"\s?\d")


def is_formula(opener: str, content: str) -> bool:
    r"""Whether `content` is math. `\[` may also be an escaped bracket, so it needs signs of TeX."""
    if not content.strip():
        return False
    if opener == r"\[" and not _TEX_INDICATOR.search(content):
        return False
    return opener[0] == "$" or not _LINK_TARGET.search(content)


def is_currency(content: str, rest: str) -> bool:
    """Whether two dollar signs are currency: a space on one side only, or a digit after."""
    padded = content[0].isspace()
    if padded != content[-1].isspace():
        return True
    return bool(_AMOUNT.match(rest)) if padded else rest[:1].isdigit()

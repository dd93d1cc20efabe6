"""What counts as a formula between delimiters, and what only looks like one."""

import re

_TEX_SIGN = re.compile(r"\\[A-Za-z\\]|[\^={}<>+]|\b[A-Za-z]_")
_LINK = re.compile(r"\]\([^\s)]*[:/#.]")
_AMOUNT = re.compile(r"\s?\d")


def is_formula(opener: str, content: str) -> bool:
    r"""Whether `content` is math; `\[` also begins an escaped bracket, so it has to prove it."""
    if not content.strip():
        return False
    if opener == r"\[" and not _TEX_SIGN.search(content):
        return False
    return opener[0] == "$" or not _LINK.search(content)


def is_currency(content: str, rest: str) -> bool:
    """Whether two dollars stand before amounts: a blank at one side only, or a digit behind."""
    padded = content[0].isspace()
    if padded != content[-1].isspace():
        return True
    return bool(_AMOUNT.match(rest)) if padded else rest[:1].isdigit()

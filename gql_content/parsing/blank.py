"""Texts that render nothing: editors leave `&nbsp;` and comments behind."""

import re

__all__ = ["is_blank"]

# Possessive: linear time for thousands of comments, or one that is never closed.
_BLANK = re.compile(r"(?:\s++|&nbsp;|<!--(?>.*?-->))*+", re.DOTALL)
_BLANK_FIRST_CHARACTERS = frozenset(" \t\r\n\f\v\xa0&<")


def is_blank(text: str) -> bool:
    """Whether a text is only whitespace, `&nbsp;` and HTML comments."""
    if text and text[0] not in _BLANK_FIRST_CHARACTERS and not text[0].isspace():
        return False
    return _BLANK.fullmatch(text) is not None

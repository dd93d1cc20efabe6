"""When is a text as good as none: editors leave `&nbsp;` and comments behind."""

import re

__all__ = ["is_blank"]

# Possessive, so that thousands of comments, or one that never ends, are read once.
_NOTHING = re.compile(r"(?:\s++|&nbsp;|<!--(?>.*?-->))*+", re.DOTALL)
_MAYBE_NOTHING = frozenset(" \t\r\n\f\v\xa0&<")


def is_blank(text: str) -> bool:
    """Only whitespace, `&nbsp;` and HTML comments."""
    if text and text[0] not in _MAYBE_NOTHING and not text[0].isspace():
        return False
    return _NOTHING.fullmatch(text) is not None

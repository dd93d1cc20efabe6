"""Blanks out code in Markdown, keeping all offsets."""

import re

from gql_content.rendering.markup import CODE, HIDDEN

__all__ = ["blank_out_code"]

_CODE_OR_HIDDEN = re.compile(rf"{CODE}|<(?:{HIDDEN})", re.DOTALL)
_NOT_NEWLINE = re.compile(r"[^\n]")


def blank_out_code(source: str) -> str:
    """Replace code, comments and scripts by spaces of the same length."""
    if "`" not in source and "~~~" not in source and "<" not in source:
        return source
    return _CODE_OR_HIDDEN.sub(lambda found: _NOT_NEWLINE.sub(" ", found[0]), source)

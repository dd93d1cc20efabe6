"""A text in which nothing but prose and formulas is left, every character in its place."""

import re

from gql_content.rendering.markup import CODE, HIDDEN

__all__ = ["code_free"]

_CODE = re.compile(rf"{CODE}|<(?:{HIDDEN})", re.DOTALL)
_VISIBLE = re.compile(r"[^\n]")


def code_free(source: str) -> str:
    """`source` with blanks for code, comments and scripts."""
    if "`" not in source and "~~~" not in source and "<" not in source:
        return source
    return _CODE.sub(lambda found: _VISIBLE.sub(" ", found[0]), source)

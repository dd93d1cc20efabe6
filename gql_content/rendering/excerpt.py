"""The beginning of a text, cut where a reader would cut it."""

from gql_content.rendering.cjk import is_cjk
from gql_content.rendering.graphemes import is_boundary

_ELLIPSIS = "…"
_DANGLING = " .,;:–—-([{“‘«¿¡、，。；："  # in front of an ellipsis they look like a slip


def excerpt_of(text: str, length: int) -> str:
    """Whole words of `text` on one line, in at most `length` characters with the ellipsis."""
    line = " ".join(text.split())
    if length < 1 or len(line) <= length:
        return line[: max(length, 0)]
    return line[: _cut(line, length - 1)].rstrip(_DANGLING) + _ELLIPSIS


def _cut(line: str, most: int) -> int:
    whole = next((at for at in range(most, 0, -1) if _ends_word(line, at)), 0)
    # A word that is longer than the whole excerpt is cut: nothing at all would say less.
    return whole or next((at for at in range(most, 0, -1) if is_boundary(line, at)), 0)


def _ends_word(line: str, at: int) -> bool:
    if line[at] == " ":
        return True
    return bool(is_cjk(line[at - 1]) or is_cjk(line[at])) and is_boundary(line, at)

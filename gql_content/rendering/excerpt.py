"""Truncates text to an excerpt."""

from gql_content.rendering.cjk import is_cjk
from gql_content.rendering.graphemes import is_grapheme_boundary

_ELLIPSIS = "…"
_DANGLING_CHARACTERS = " .,;:–—-([{“‘«¿¡、，。；："  # not before an ellipsis


def make_excerpt(text: str, length: int) -> str:
    """Return whole words on one line, at most `length` characters including the ellipsis."""
    line = " ".join(text.split())
    if length < 1 or len(line) <= length:
        return line[: max(length, 0)]
    return line[: _find_cut(line, length - 1)].rstrip(_DANGLING_CHARACTERS) + _ELLIPSIS


def _find_cut(line: str, max_length: int) -> int:
    word_end = next((at for at in range(max_length, 0, -1) if _is_word_boundary(line, at)), 0)
    # A first word longer than the excerpt is truncated, rather than to have an empty excerpt.
    return word_end or next(
        (at for at in range(max_length, 0, -1) if is_grapheme_boundary(line, at)), 0
    )


def _is_word_boundary(line: str, at: int) -> bool:
    if line[at] == " ":
        return True
    return bool(is_cjk(line[at - 1]) or is_cjk(line[at])) and is_grapheme_boundary(line, at)

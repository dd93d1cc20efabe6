"""Headings get ids as on GitHub: from their text, in any script, unique within the text."""

from collections.abc import Sequence
from itertools import pairwise
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from gql_content.rendering.inline_text import inline_text


def heading_ids_plugin(markdown: MarkdownIt) -> None:
    """Gives every heading token its id; it is the last rule, so the text is final."""
    markdown.core.ruler.push("heading_ids", _heading_ids)


def slug(text: str) -> str:
    """`text` in lower case: letters, marks, digits, `_` and `-`; blanks become `-`."""
    kept = (char for char in text.strip().lower() if char in " -_" or category(char)[0] in "LMN")
    return "".join(kept).replace(" ", "-") or "section"


def _heading_ids(state: StateCore) -> None:
    taken: dict[str, int] = {}
    for heading, inline in _headings(state.tokens):
        heading.attrSet("id", _unique(slug(inline_text(inline)), taken))


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]


def _unique(wanted: str, taken: dict[str, int]) -> str:
    unique = wanted
    while unique in taken:
        taken[wanted] += 1
        unique = f"{wanted}-{taken[wanted]}"
    taken[unique] = 0
    return unique

"""Headings get ids as on GitHub: from their text, in any script, unique within the text."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from gql_content.rendering.inline_text import inline_text
from gql_content.rendering.raw_html import raw_tokens

# The elements whose id the sanitiser keeps.
_RAW_ID = re.compile(
    r"""<(?:h[1-6]|a|li)\b[^<>]*?\sid\s*=\s*(?:"([^"<>]*)|'([^'<>]*)|([^\s"'<>]+))""", re.IGNORECASE
)


def heading_ids_plugin(markdown: MarkdownIt) -> None:
    """Gives every heading token its id; it is the last rule, so the text is final."""
    markdown.core.ruler.push("heading_ids", _heading_ids)


def slug(text: str) -> str:
    """`text` in lower case: letters, marks, digits, `_` and `-`; blanks become `-`."""
    kept = (char for char in text.strip().lower() if char in " -_" or category(char)[0] in "LMN")
    return "".join(kept).replace(" ", "-") or "section"


def _heading_ids(state: StateCore) -> None:
    headings = _headings(state.tokens)
    taken = dict.fromkeys(_other_ids(state.tokens), 0) if headings else {}
    for heading, inline in headings:
        heading.attrSet("id", _unique(slug(inline_text(inline)), taken))


def _headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]


def _other_ids(tokens: Sequence[Token]) -> Iterator[str]:
    """The ids of footnotes, and of their references, and those that an author wrote as HTML."""
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"] + 1
            yield from (f"fn{number}", f"fnref{number}")
    for token in raw_tokens(tokens):
        for found in _RAW_ID.finditer(token.content):
            yield unescape(found[1] or found[2] or found[3] or "")


def _unique(wanted: str, taken: dict[str, int]) -> str:
    unique = wanted
    while unique in taken:
        taken[wanted] += 1
        unique = f"{wanted}-{taken[wanted]}"
    taken[unique] = 0
    return unique

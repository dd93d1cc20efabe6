"""Heading ids as on GitHub: made of the text, in any script, and unique."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from gql_content.rendering.inline_text import extract_inline_text
from gql_content.rendering.raw_html import iterate_raw_html_tokens

# The elements whose id the sanitizer keeps.
_RAW_HTML_ID = re.compile(
    r"""<(?:h[1-6]|a|li)\b[^<>]*?\sid\s*=\s*(?:"([^"<>]*)|'([^'<>]*)|([^\s"'<>]+))""", re.IGNORECASE
)


def heading_ids_plugin(markdown: MarkdownIt) -> None:
    """Add the rule that sets heading ids. It is the last one, so the text is final."""
    markdown.core.ruler.push("heading_ids", _set_heading_ids)


def slugify_heading(text: str) -> str:
    """Lowercase `text` and keep letters, marks, digits, `_` and `-`. Spaces become `-`."""
    kept_characters = (
        char for char in text.strip().lower() if char in " -_" or category(char)[0] in "LMN"
    )
    return "".join(kept_characters).replace(" ", "-") or "section"


def _set_heading_ids(state: StateCore) -> None:
    headings = _find_headings(state.tokens)
    taken = dict.fromkeys(_find_other_ids(state.tokens), 0) if headings else {}
    for heading, inline in headings:
        heading.attrSet("id", _make_unique_id(slugify_heading(extract_inline_text(inline)), taken))


def _find_headings(tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    return [pair for pair in pairwise(tokens) if pair[0].type == "heading_open"]


def _find_other_ids(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the ids of footnotes and their references, and those in raw HTML."""
    for token in tokens:
        if token.type == "footnote_open":
            number = token.meta["id"] + 1
            yield from (f"fn{number}", f"fnref{number}")
    for token in iterate_raw_html_tokens(tokens):
        for found in _RAW_HTML_ID.finditer(token.content):
            yield unescape(found[1] or found[2] or found[3] or "")


def _make_unique_id(base: str, taken: dict[str, int]) -> str:
    unique = base
    while unique in taken:
        taken[base] += 1
        unique = f"{base}-{taken[base]}"
    taken[unique] = 0
    return unique

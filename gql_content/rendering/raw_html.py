"""Raw HTML is passed to the sanitizer, unless it leaves too many elements open."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_RAW_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID_ELEMENTS = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_MAX_OPEN_ELEMENTS = 500


def raw_html_plugin(markdown: MarkdownIt) -> None:
    """Add the rule after all others, when raw HTML is recognized."""
    markdown.core.ruler.push("raw_html", _escape_unclosed_html)


def iterate_raw_html_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the raw HTML tokens at any depth."""
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield token
        elif token.children:
            yield from iterate_raw_html_tokens(token.children)


def _escape_unclosed_html(state: StateCore) -> None:
    # The sanitizer's tree builder scans all open elements at every tag: 40,000 unclosed ones take
    # half a minute. No real page leaves 500 open, so it is escaped as text.
    raw = list(iterate_raw_html_tokens(state.tokens))
    if raw and _count_unclosed(raw) > _MAX_OPEN_ELEMENTS:
        for token in raw:
            token.type = "text"


def _count_unclosed(raw: Sequence[Token]) -> int:
    balance: Counter[str] = Counter()
    for token in raw:
        for slash, name in _RAW_TAG.findall(token.content):
            balance[name.lower()] += -1 if slash else 1
    return sum(abs(count) for name, count in balance.items() if name not in _VOID_ELEMENTS)

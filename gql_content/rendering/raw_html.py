"""Raw HTML passes to the sanitiser, unless closing all it leaves open would take too long."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})
_MOST_OPEN = 500


def raw_html_plugin(markdown: MarkdownIt) -> None:
    """Adds the rule after all others, when it is known what is raw HTML."""
    markdown.core.ruler.push("raw_html", _escape_endless_html)


def raw_tokens(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens, at any depth, that are HTML as an author wrote it."""
    for token in tokens:
        if token.type in ("html_block", "html_inline"):
            yield token
        elif token.children:
            yield from raw_tokens(token.children)


def _escape_endless_html(state: StateCore) -> None:
    # The sanitiser's tree builder looks through all open elements at every tag: 40,000 that are
    # never closed keep it busy for half a minute. No page has 500, so it is text, not HTML.
    raw = list(raw_tokens(state.tokens))
    if raw and _left_open(raw) > _MOST_OPEN:
        for token in raw:
            token.type = "text"


def _left_open(raw: Sequence[Token]) -> int:
    balance: Counter[str] = Counter()
    for token in raw:
        for slash, name in _TAG.findall(token.content):
            balance[name.lower()] += -1 if slash else 1
    return sum(abs(count) for name, count in balance.items() if name not in _VOID)

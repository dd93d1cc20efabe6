"""The configured markdown-it parser and its renderer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from itertools import pairwise
from typing import cast
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from gql_content.markdown.autolinks import autolinks_plugin
from gql_content.markdown.math import TEX_TOKENS, math_plugin
from gql_content.markdown.page_contents import mark_heading_level

__all__ = ["find_raw_html", "render_unsanitized_html"]


class HtmlRenderer(RendererHTML):
    """The methods are named after token types, by which markdown-it finds them."""

    def math_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Render inline math with `\\(`: KaTeX's auto-render does not support a single dollar."""
        return f'<span class="math math-inline">\\({escapeHtml(tokens[idx].content)}\\)</span>'

    def math_display(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Render display math inside a paragraph as a span."""
        return f'<span class="math math-display">\\[{escapeHtml(tokens[idx].content)}\\]</span>'

    def math_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Render display math between paragraphs as a block."""
        return f'<div class="math math-display">\\[{escapeHtml(tokens[idx].content)}\\]</div>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Render a fence with the language `math` as display math, as GitHub does."""
        token = tokens[idx]
        if token.info.split()[:1] == ["math"] and token.content.strip():
            return self.math_block(tokens, idx, options, env)
        return super().fence(tokens, idx, options, env)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Render a placeholder for the level, so that one rendering serves every offset."""
        return f"<{mark_heading_level(tokens[idx].tag)}{self.renderAttrs(tokens[idx])}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Render the closing tag with the same placeholder."""
        return f"</{mark_heading_level(tokens[idx].tag)}>\n"

    def renderInlineAsText(  # noqa: N802 (markdown-it's name)
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: EnvType
    ) -> str:
        """Render an image's alternative text with its math, which markdown-it leaves out."""
        return "".join(
            token.content
            if token.type in TEX_TOKENS
            else super(HtmlRenderer, self).renderInlineAsText([token], options, env)
            for token in tokens or ()
        )


_TEXT_TOKENS = TEX_TOKENS | {"text", "code_inline"}
_LINE_BREAK_TOKENS = frozenset({"softbreak", "hardbreak"})


def extract_inline_text(inline: Token) -> str:
    """Return the visible text of an `inline` token, without images."""
    return "".join(map(_get_token_text, inline.children or ()))


def _get_token_text(token: Token) -> str:
    if token.type in _TEXT_TOKENS:
        return token.content
    return " " if token.type in _LINE_BREAK_TOKENS else ""


_MAX_LABEL_CHARACTERS = 999  # CommonMark's limit for link labels


def footnotes_plugin(markdown: MarkdownIt) -> None:
    """Add footnotes, but not inline notes: the plugin parses those again at each nesting level."""
    markdown.use(footnote_plugin, inline=False)
    markdown.inline.ruler.at("footnote_ref", _match_footnote_reference)


def _match_footnote_reference(state: StateInline, silent: bool) -> bool:
    # From every opening bracket the plugin searches to the end of the text for the closing one.
    if not state.src.startswith("[^", state.pos):
        return False
    begin = state.pos + 2
    end = state.src.find("]", begin, begin + _MAX_LABEL_CHARACTERS)
    return end > 0 and "[" not in state.src[begin:end] and footnote_ref(state, silent)


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


_PLUGINS = (math_plugin, autolinks_plugin, footnotes_plugin, heading_ids_plugin, raw_html_plugin)


def render_unsanitized_html(source: str) -> str:
    """Render HTML that is not sanitized yet, with placeholders for heading levels."""
    # A new environment: footnotes and link definitions must not leak into the next text.
    return cast("str", _get_parser().render(_replace_surrogates(source), {}))


def find_raw_html(source: str) -> list[str]:
    """Return the pieces of raw HTML in `source`."""
    tokens = _get_parser().parse(_replace_surrogates(source), {})
    return [token.content for token in iterate_raw_html_tokens(tokens)]


@cache
def _get_parser() -> MarkdownIt:
    markdown = MarkdownIt("gfm-like", {"tasklists": True}, renderer_cls=HtmlRenderer)
    for plugin in _PLUGINS:
        markdown.use(plugin)
    return markdown


def _replace_surrogates(source: str) -> str:
    # A lone surrogate, which JSON can escape, cannot be encoded as UTF-8 for the sanitizer.
    return source.encode(errors="replace").decode()

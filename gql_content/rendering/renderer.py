"""Renders math tokens and headings as HTML."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from gql_content.rendering.heading_levels import mark_heading_level
from gql_content.rendering.math import TEX_TOKENS


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

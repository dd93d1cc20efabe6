"""How our own tokens, and the headings, become HTML."""

from collections.abc import Sequence

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from gql_content.rendering.heading_levels import level_mark
from gql_content.rendering.math import TEX_TOKENS


class HtmlRenderer(RendererHTML):
    """Its methods bear the names of token types: that is how markdown-it finds them."""

    def math_inline(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """KaTeX's auto-render knows `\\(` but, for good reason, not a single dollar."""
        return f'<span class="math math-inline">\\({escapeHtml(tokens[idx].content)}\\)</span>'

    def math_display(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A span: it stands inside a paragraph."""
        return f'<span class="math math-display">\\[{escapeHtml(tokens[idx].content)}\\]</span>'

    def math_block(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """A block of its own between paragraphs."""
        return f'<div class="math math-display">\\[{escapeHtml(tokens[idx].content)}\\]</div>\n'

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """GitHub's third way to write a display formula: a fence whose language is `math`."""
        token = tokens[idx]
        if token.info.split()[:1] == ["math"] and token.content.strip():
            return self.math_block(tokens, idx, options, env)
        return super().fence(tokens, idx, options, env)

    def heading_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Leaves the level open, so that one rendering serves every offset."""
        return f"<{level_mark(tokens[idx].tag)}{self.renderAttrs(tokens[idx])}>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
    ) -> str:
        """Closes what `heading_open` opened."""
        return f"</{level_mark(tokens[idx].tag)}>\n"

    def renderInlineAsText(  # noqa: N802 (markdown-it's name)
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: EnvType
    ) -> str:
        """An image's alternative text, with its math, which markdown-it would leave out."""
        return "".join(
            token.content
            if token.type in TEX_TOKENS
            else super(HtmlRenderer, self).renderInlineAsText([token], options, env)
            for token in tokens or ()
        )

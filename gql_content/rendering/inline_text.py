"""The text of an inline token without markup."""

from markdown_it.token import Token

from gql_content.rendering.math import TEX_TOKENS

_TEXT_TOKENS = TEX_TOKENS | {"text", "code_inline"}
_LINE_BREAK_TOKENS = frozenset({"softbreak", "hardbreak"})


def extract_inline_text(inline: Token) -> str:
    """Return the visible text of an `inline` token, without images."""
    return "".join(map(_get_token_text, inline.children or ()))


def _get_token_text(token: Token) -> str:
    if token.type in _TEXT_TOKENS:
        return token.content
    return " " if token.type in _LINE_BREAK_TOKENS else ""

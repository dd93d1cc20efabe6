"""The text of one line, heading or paragraph without its markup."""

from markdown_it.token import Token

from gql_content.rendering.math import TEX_TOKENS

_TEXT_TOKENS = TEX_TOKENS | {"text", "code_inline"}
_BREAKS = frozenset({"softbreak", "hardbreak"})


def inline_text(inline: Token) -> str:
    """What a reader sees of an `inline` token; an image counts for nothing."""
    return "".join(map(_text, inline.children or ()))


def _text(token: Token) -> str:
    if token.type in _TEXT_TOKENS:
        return token.content
    return " " if token.type in _BREAKS else ""

"""Prepares plain text for XML and Markdown: single lines, without markup."""

import re

from gql_content.model import Article

__all__ = ["escape_markdown", "get_headline", "normalize_line", "remove_invalid_characters"]

# https://www.w3.org/TR/xml/#charsets
INVALID_XML_CHARACTERS = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Markdown markup. An underscore inside a word and a backslash before a letter are not markup, so
# TeX is unchanged. Brackets become entities: readers of llms.txt that use regular expressions take
# the first ] as the end of a title, escaped or not.
MARKDOWN_MARKUP = re.compile(
    r"[*`~]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$"
)
BRACKET_ENTITIES = str.maketrans({"[": "&#91;", "]": "&#93;"})


def normalize_line(text: str | None) -> str:
    spaced = " ".join(text.split()) if text else ""
    return " ".join(
        remove_invalid_characters(spaced).split()
    )  # removed characters may leave two spaces


def remove_invalid_characters(text: str) -> str:
    """Remove the characters that XML does not allow."""
    return INVALID_XML_CHARACTERS.sub("", text)


def get_headline(article: Article) -> str:
    """Return the title, else the slug: in a list it must not be empty."""
    return normalize_line(article.title) or article.slug


def escape_markdown(text: str) -> str:
    return MARKDOWN_MARKUP.sub(r"\\\g<0>", text).translate(BRACKET_ENTITIES)

"""Plain text for a line of Markdown, which then shows that text and nothing else."""

import re

from gql_content.model import Article

__all__ = ["escaped", "headline", "one_line"]

# What would be markup. An underscore within a word is none, nor is a backslash in front of a
# letter, so TeX stays what it is. Brackets become entities: the readers of llms.txt that work by
# regular expressions take the first ] for the end of a title, escaped or not.
MARKUP = re.compile(
    r"[*`~]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$"
)
BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})


def one_line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def headline(article: Article) -> str:
    """The title, which in a list may not be missing."""
    return one_line(article.title) or article.slug


def escaped(text: str) -> str:
    return MARKUP.sub(r"\\\g<0>", text).translate(BRACKETS)

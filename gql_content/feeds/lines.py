"""Plain texts on one line, of XML or of Markdown, which then show that and nothing else."""

import re

from gql_content.model import Article

__all__ = ["cleaned", "escaped", "headline", "one_line"]

# https://www.w3.org/TR/xml/#charsets
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What would be markup. An underscore within a word is none, nor is a backslash in front of a
# letter, so TeX stays what it is. Brackets become entities: the readers of llms.txt that work by
# regular expressions take the first ] for the end of a title, escaped or not.
MARKUP = re.compile(
    r"[*`~]|\\(?=[!-/:-@\[-`{-~]|$)|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|#$"
)
BRACKETS = str.maketrans({"[": "&#91;", "]": "&#93;"})


def one_line(text: str | None) -> str:
    spaced = " ".join(text.split()) if text else ""
    return " ".join(cleaned(spaced).split())  # between two spaces may be nothing now


def cleaned(text: str) -> str:
    """Without what XML has no way to write, and no other document a reason to."""
    return FORBIDDEN.sub("", text)


def headline(article: Article) -> str:
    """The title, which in a list may not be missing."""
    return one_line(article.title) or article.slug


def escaped(text: str) -> str:
    return MARKUP.sub(r"\\\g<0>", text).translate(BRACKETS)

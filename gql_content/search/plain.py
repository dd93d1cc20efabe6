"""Markdown → the words of its text, cheaply: for the index, not for a page.

A real parse costs a millisecond an article, half a minute for a large site. Here marks are taken
off by few plain replacements, each made only where its sign occurs; words are never cut or joined.
Each takes time in proportion to the text, whatever the text.
A line that is a heading starts with the sign `HEADING`, so that what stands below it can be told.
"""

import re
from html import unescape

from gql_content.search.letters import HEADING

__all__ = ["headings_in", "plain_text"]

FENCED = re.compile(
    r"^([ \t>]*)(`{3,}+|~{3,}+)[^\n`]*\n(.*?)(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
HEADING_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)*#{1,6}[ \t]+(.*)$", re.MULTILINE)
UNDERLINED = re.compile(r"^ {0,3}([^\s|>#+*-].*)\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
LIST_SIGN = re.compile(
    r"^[ \t]*(?:>[ \t]?)*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE
)
QUOTE_SIGN = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^(?=[^|\n]*\|)(?=[^-\n]*-)[ \t|:-]+$", re.MULTILINE)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
REFERENCE = re.compile(r"!?\[([^\[\]\n]+)\]\[[^\[\]\n]*\]|\[\^[^\]\n]+\]")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(r"<(?P<tag>/?[A-Za-z][^<>]*)>|`[^`\n]++`")  # within code nothing is a tag
# The sign first, what stands before it looked at afterwards: so the sign is what is searched for.
STARS = re.compile(r"\*(?:(?<![\w*\\]\*)(?=\S)|(?<=[^\s*\\]\*)(?!\w)|(?=[ \t]*$))", re.MULTILINE)
UNDERSCORES = re.compile(r"(?<![\w\\])_+(?=\S)|(?<=[^\s\\_])_++(?!\w)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TEX_BRACKET = re.compile(r"\\[()\[\]]")

MARKED = re.compile(f"^{HEADING}(.*)$", re.MULTILINE)


def plain_text(markdown: str) -> str:
    """The text of `markdown`, its headings marked."""
    if "`" not in markdown and "~" not in markdown:
        return unmarked(markdown)
    pieces: list[str] = []
    start = 0
    for fence in FENCED.finditer(markdown):
        pieces += unmarked(markdown[start : fence.start()]), fence[3]
        start = fence.end()
    return "".join((*pieces, unmarked(markdown[start:])))


def headings_in(plain: str) -> list[str]:
    """The headings of a plain text, in their order."""
    if HEADING not in plain:
        return []
    return [heading.strip() for heading in MARKED.findall(plain)]


def unmarked(text: str) -> str:
    """Without the signs of a text that holds no fenced code: blocks first, then within lines."""
    if "<" in text:
        text = COMMENT.sub("", text)
    if "---" in text or "=" in text:
        text = UNDERLINED.sub(r"# \1", text)
    if "---" in text or "|" in text:
        text = RULE.sub("", text)
    if "]" in text:
        text = DEFINITION.sub("", text)
    if "#" in text:
        text = HEADING_LINE.sub(heading_of, text)
    if ">" in text:
        text = QUOTE_SIGN.sub("", text)
    return within_lines(LIST_SIGN.sub("", text))


def within_lines(text: str) -> str:
    """Without the signs within the lines of a text."""
    if "]" in text:
        text = REFERENCE.sub(r"\1", LINK.sub(r"\1", LINK.sub(r"\1", text)))
    if "<" in text:
        text = TAG.sub(tag_text, text)
    text = text.replace("**", "").replace("`", "").replace("|", " ").replace("$", "")
    if "~" in text:
        text = text.replace("~~", "")
    if "*" in text:
        text = STARS.sub("", text)
    if "_" in text:
        text = UNDERSCORES.sub("", text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", TEX_BRACKET.sub(" ", text))
    return unescape(text) if "&" in text else text


def heading_of(match: re.Match[str]) -> str:
    """The marked line of a heading; the signs that may close it are no part of it."""
    written = match[1].rstrip()
    bare = written.rstrip("#")
    return HEADING + (bare.rstrip() if bare.endswith((" ", "\t")) or not bare else written)


def tag_text(match: re.Match[str]) -> str:
    """An address between angle brackets is text, a tag is none; a block's end ends a word."""
    written = match["tag"]
    if written is None:
        return match[0]
    if "://" in written and written[0] != "/" and " " not in written:
        return written
    return " "

"""Converts Markdown to plain text for the index, cheaply and approximately.

A full parse takes a millisecond per article, half a minute for a large site. Here the markup is
removed with a few replacements, each only if its character occurs. Words are never split or joined.
All replacements take linear time on any input. Heading lines start with `HEADING`, so that a match
can be assigned to its section.
"""

import re
from html import unescape

from gql_content.search.letters import HEADING

__all__ = ["extract_headings", "markdown_to_text"]

FENCED = re.compile(
    r"^([ \t>]*)(`{3,}+|~{3,}+)[^\n`]*\n(.*?)(?:^[ \t>]*\2[`~]*[ \t]*$|\Z)",
    re.MULTILINE | re.DOTALL,
)
HEADING_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)*#{1,6}[ \t]+(.*)$", re.MULTILINE)
SETEXT_HEADING = re.compile(r"^ {0,3}([^\s|>#+*-].*)\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
LIST_MARKER = re.compile(
    r"^[ \t]*(?:>[ \t]?)*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE
)
QUOTE_MARKER = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$|^(?=[^|\n]*\|)(?=[^-\n]*-)[ \t|:-]+$", re.MULTILINE)
DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$", re.MULTILINE)
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
REFERENCE = re.compile(r"!?\[([^\[\]\n]+)\]\[[^\[\]\n]*\]|\[\^[^\]\n]+\]")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TAG = re.compile(
    r"<(?P<tag>/?[A-Za-z][^<>]*)>|`[^`\n]++`"
)  # code is matched too, so that nothing in it is taken for a tag
# The character comes first and is followed by look-behinds, so that the search can scan for it.
STARS = re.compile(r"\*(?:(?<![\w*\\]\*)(?=\S)|(?<=[^\s*\\]\*)(?!\w)|(?=[ \t]*$))", re.MULTILINE)
UNDERSCORES = re.compile(r"(?<![\w\\])_+(?=\S)|(?<=[^\s\\_])_++(?!\w)")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
TEX_BRACKET = re.compile(r"\\[()\[\]]")

MARKED_HEADING = re.compile(f"^{HEADING}(.*)$", re.MULTILINE)


def markdown_to_text(markdown: str) -> str:
    """The plain text of `markdown`, with marked headings."""
    if "`" not in markdown and "~" not in markdown:
        return strip_blocks(markdown)
    pieces: list[str] = []
    start = 0
    for fence in FENCED.finditer(markdown):
        pieces += strip_blocks(markdown[start : fence.start()]), fence[3]
        start = fence.end()
    return "".join((*pieces, strip_blocks(markdown[start:])))


def extract_headings(plain: str) -> list[str]:
    """The headings of a plain text, in order."""
    if HEADING not in plain:
        return []
    return [heading.strip() for heading in MARKED_HEADING.findall(plain)]


def strip_blocks(text: str) -> str:
    """Removes block and inline markup from a text without fenced code."""
    if "<" in text:
        text = COMMENT.sub("", text)
    if "---" in text or "=" in text:
        text = SETEXT_HEADING.sub(r"# \1", text)
    if "---" in text or "|" in text:
        text = RULE.sub("", text)
    if "]" in text:
        text = DEFINITION.sub("", text)
    if "#" in text:
        text = HEADING_LINE.sub(mark_heading, text)
    if ">" in text:
        text = QUOTE_MARKER.sub("", text)
    return strip_inline(LIST_MARKER.sub("", text))


def strip_inline(text: str) -> str:
    """Removes inline markup."""
    if "]" in text:
        text = REFERENCE.sub(r"\1", LINK.sub(r"\1", LINK.sub(r"\1", text)))
    if "<" in text:
        text = TAG.sub(replace_tag, text)
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


def mark_heading(match: re.Match[str]) -> str:
    """The marked line of a heading, without closing `#` characters."""
    content = match[1].rstrip()
    stripped = content.rstrip("#")
    return HEADING + (
        stripped.rstrip() if stripped.endswith((" ", "\t")) or not stripped else content
    )


def replace_tag(match: re.Match[str]) -> str:
    """Keeps autolinks and replaces tags by a space, since the end of a block ends a word."""
    content = match["tag"]
    if content is None:
        return match[0]
    if "://" in content and content[0] != "/" and " " not in content:
        return content
    return " "

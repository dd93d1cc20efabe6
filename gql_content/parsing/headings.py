"""The first heading of a body: the title of a file without one."""

import re

__all__ = ["find_first_heading"]

_ATX_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*\S)")
_ATX_CLOSING_SEQUENCE = re.compile(r"(?:^|[ \t])#+$")
_SETEXT_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_CODE_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_NOT_A_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:[-*+>|<]|[0-9]{1,9}[.)])")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


def find_first_heading(body: str) -> str | None:
    """Return the text of the first heading outside a code block, without markup."""
    fence = ""
    paragraph_lines: list[str] = []
    for line in body.splitlines():
        if fence:
            fence = "" if _closes_fence(line, fence) else fence
            continue
        if opening := _CODE_FENCE.match(line):
            fence = opening["fence"]
            paragraph_lines.clear()
        elif (heading := _match_heading(line, paragraph_lines)) and (
            text := _strip_markdown(heading)
        ):
            return text
        elif not line.strip() or (not paragraph_lines and _NOT_A_PARAGRAPH.match(line)):
            paragraph_lines.clear()
        else:
            paragraph_lines.append(line.strip())
    return None


def _closes_fence(line: str, fence: str) -> bool:
    line = line.strip()
    return line.startswith(fence) and not line.strip(fence[0])


def _match_heading(line: str, paragraph_lines: list[str]) -> str | None:
    if atx := _ATX_HEADING.fullmatch(line.rstrip()):
        return _ATX_CLOSING_SEQUENCE.sub("", atx["text"])
    if paragraph_lines and _SETEXT_UNDERLINE.fullmatch(line):
        return " ".join(paragraph_lines)
    return None


def _strip_markdown(markdown: str) -> str:
    return _EMPHASIS_MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", markdown)).strip()

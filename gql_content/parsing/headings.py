"""The first heading of a body, for a file that names no title."""

import re

__all__ = ["first_heading"]

_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*\S)")
_CLOSING = re.compile(r"(?:^|[ \t])#+$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_NO_PARAGRAPH = re.compile(r" {4}|\t| {0,3}(?:[-*+>|<]|[0-9]{1,9}[.)])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_MARKS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")


def first_heading(body: str) -> str | None:
    """The text of the first heading outside a code block."""
    fence = ""
    paragraph: list[str] = []
    for line in body.splitlines():
        if fence:
            fence = "" if _closes(line, fence) else fence
            continue
        if opening := _FENCE.match(line):
            fence = opening["fence"]
            paragraph.clear()
        elif (heading := _heading(line, paragraph)) and (text := _plain(heading)):
            return text
        elif not line.strip() or (not paragraph and _NO_PARAGRAPH.match(line)):
            paragraph.clear()
        else:
            paragraph.append(line.strip())
    return None


def _closes(line: str, fence: str) -> bool:
    line = line.strip()
    return line.startswith(fence) and not line.strip(fence[0])


def _heading(line: str, paragraph: list[str]) -> str | None:
    if atx := _ATX.fullmatch(line.rstrip()):
        return _CLOSING.sub("", atx["text"])
    if paragraph and _UNDERLINE.fullmatch(line):
        return " ".join(paragraph)
    return None


def _plain(markdown: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", markdown)).strip()

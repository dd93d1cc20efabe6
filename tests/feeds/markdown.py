"""Markdown as CommonMark reads it."""

from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["headings", "links", "shown"]

LOST = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\n"}
COMMONMARK = MarkdownIt("commonmark")


def shown(text: str | None) -> str:
    """A text as one line can show it, without what would be lost."""
    spaced = " ".join((text or "").split())
    return " ".join("".join(one for one in spaced if one not in LOST).split())


def headings(document: str) -> list[tuple[str, str]]:
    """Each heading with its tag."""
    tokens = COMMONMARK.parse(document)
    return [(one.tag, said(after)) for one, after in pairwise(tokens) if one.type == "heading_open"]


def links(document: str) -> list[tuple[str, str]]:
    """The text and the target of each link."""
    found: list[tuple[str, str]] = []
    for token in COMMONMARK.parse(document):
        inside = token.children or []
        for at, one in enumerate(inside):
            if one.type == "link_open":
                end = next(n for n, it in enumerate(inside) if n > at and it.type == "link_close")
                text = "".join(it.content for it in inside[at + 1 : end])
                found.append((text, str(one.attrs["href"])))
    return found


def said(token: Token) -> str:
    return "".join(one.content for one in token.children or [])

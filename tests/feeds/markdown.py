"""Parses Markdown by CommonMark."""

from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["find_headings", "find_links", "to_single_line"]

REMOVED_CHARACTERS = {*map(chr, range(32)), "\ufffe", "\uffff"} - {"\n"}
COMMONMARK = MarkdownIt("commonmark")


def to_single_line(text: str | None) -> str:
    """Return a text as a single line, without the characters that are removed."""
    spaced = " ".join((text or "").split())
    return " ".join("".join(one for one in spaced if one not in REMOVED_CHARACTERS).split())


def find_headings(document: str) -> list[tuple[str, str]]:
    """Return each heading with its tag."""
    tokens = COMMONMARK.parse(document)
    return [
        (one.tag, get_text(after)) for one, after in pairwise(tokens) if one.type == "heading_open"
    ]


def find_links(document: str) -> list[tuple[str, str]]:
    """Return the text and the target of each link."""
    found: list[tuple[str, str]] = []
    for token in COMMONMARK.parse(document):
        inside = token.children or []
        for at, one in enumerate(inside):
            if one.type == "link_open":
                end = next(n for n, it in enumerate(inside) if n > at and it.type == "link_close")
                text = "".join(it.content for it in inside[at + 1 : end])
                found.append((text, str(one.attrs["href"])))
    return found


def get_text(token: Token) -> str:
    return "".join(one.content for one in token.children or [])

"""What is on a page: its text, headings, links and images, in one pass over sanitised HTML.

Not over the tokens of Markdown: raw HTML has all of these too, and only the sanitiser decides
what is left of it. Its output is regular: each `<` begins a tag, and no `>` stands inside one.
"""

import re
from html import unescape

from msgspec import Struct

from gql_content.rendering.elements import BLOCKS, HEADINGS, LISTS, TABLES
from gql_content.rendering.values import Heading, Image, Link

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_FOOTNOTE_MARK = re.compile(
    r' href="#(?:fn\d+" id="fnref[\d:]+"|fnref[\d:]+" class="footnote-backref")'
).fullmatch
_MATH = re.compile(r' class="math math-(?:inline|display)"').fullmatch
_TEX = re.compile(r"\\[(\[](.*)\\[)\]]", re.DOTALL).fullmatch
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAKING = (HEADINGS | BLOCKS | LISTS | TABLES | {"figcaption", "figure"}) - {"input"}
_CELLS = frozenset({"td", "th"})


class Contents(Struct, frozen=True):
    """`text` has a line for each block; the cells of a table's row stand on one line."""

    text: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]


def contents_of(html: str) -> Contents:
    """The contents of sanitised `html`; the marks that lead to footnotes and back are left out."""
    reader = _Reader()
    at = 0
    for tag in _TAG.finditer(html):
        if at < tag.start():
            reader.on_text(unescape(html[at : tag.start()]))
        at = tag.end()
        if tag[1]:
            reader.on_end(tag[2])
        else:
            reader.on_start(tag[2], tag[3])
    reader.on_text(unescape(html[at:]))
    return reader.contents()


class _Capture(Struct):
    """The text of an element that is still open; of nested ones the outermost counts."""

    tag: str
    attribute: str
    pieces: list[str]
    depth: int = 1

    @property
    def text(self) -> str:
        return _BLANKS.sub(" ", "".join(self.pieces)).strip()


class _Reader:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._images: list[Image] = []
        self._captures: list[_Capture] = []
        self._preformatted = 0
        self._math = ""
        self._in_mark = False

    def contents(self) -> Contents:
        self._end_line()
        return Contents(
            "\n".join(self._lines),
            tuple(self._headings),
            tuple(self._links),
            tuple(self._images),
        )

    def on_text(self, text: str) -> None:
        tex = _TEX(text) if self._math else None
        if tex and self._math == "div":
            self._lines.append(tex[1].strip())
        else:
            self._write(tex[1] if tex else text)

    def on_start(self, tag: str, attributes: str) -> None:
        self._separate(tag)
        self._math = tag if tag in ("span", "div") and _MATH(attributes) else ""
        for capture in self._captures:
            capture.depth += capture.tag == tag
        if tag == "pre":
            self._preformatted += 1
        elif tag == "img":
            self._on_image(_attribute(attributes, "src"), _attribute(attributes, "alt") or "")
        elif tag == "a":
            self._on_anchor(attributes)
        elif tag in HEADINGS:
            self._capture(tag, _attribute(attributes, "id") or None)

    def on_end(self, tag: str) -> None:
        self._separate(tag)
        self._math = ""
        self._preformatted -= tag == "pre"
        self._in_mark &= tag != "a"
        for capture in self._captures:
            capture.depth -= capture.tag == tag
        while self._captures and not self._captures[-1].depth:
            self._on_captured(self._captures.pop())

    def _on_anchor(self, attributes: str) -> None:
        if _FOOTNOTE_MARK(attributes):
            self._in_mark = True
        else:
            self._capture("a", _attribute(attributes, "href"))

    def _on_image(self, src: str | None, alt: str) -> None:
        if src is not None:
            self._images.append(Image(src, alt))
        self._write(f" {alt} ")

    def _capture(self, tag: str, attribute: str | None) -> None:
        kind = tag == "a"
        if attribute is not None and all((open_.tag == "a") != kind for open_ in self._captures):
            self._captures.append(_Capture(tag, attribute, []))

    def _on_captured(self, element: _Capture) -> None:
        if element.tag == "a":
            self._links.append(Link(element.attribute, element.text))
        else:
            self._headings.append(Heading(element.attribute, element.text, int(element.tag[1])))

    def _separate(self, tag: str) -> None:
        if tag in _CELLS:
            self._write(" ")
        elif tag in _BREAKING:
            self._end_line()
            for capture in self._captures:
                capture.pieces.append(" ")

    def _write(self, text: str) -> None:
        if self._in_mark:
            return
        self._line.append(text)
        for capture in self._captures:
            capture.pieces.append(text)

    def _end_line(self) -> None:
        line = "".join(self._line)
        line = line.strip("\n") if self._preformatted else _BLANKS.sub(" ", line)
        if line.strip():
            self._lines.append(line.rstrip() if self._preformatted else line.strip())
        self._line.clear()


def _attribute(attributes: str, name: str) -> str | None:
    _before, found, rest = attributes.partition(f' {name}="')
    return unescape(rest.partition('"')[0]) if found else None

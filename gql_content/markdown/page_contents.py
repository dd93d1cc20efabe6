"""Text, headings, links and images of a page, in one pass over its sanitised HTML."""

import re
from html import unescape

from msgspec import Struct

__all__ = [
    "BLOCKS",
    "HEADINGS",
    "LISTS",
    "MEDIA",
    "PHRASES",
    "TABLES",
    "ExtractedContent",
    "Heading",
    "Image",
    "Link",
    "TocEntry",
    "apply_heading_offset",
    "extract_content",
    "mark_heading_level",
]


class Heading(Struct, frozen=True):
    """A heading. `level` is 1 to 6, as written; `id` is the fragment of a link to it."""

    id: str
    text: str
    level: int


class TocEntry(Struct, frozen=True):
    """A heading with its subheadings. Levels may be skipped."""

    id: str
    text: str
    level: int
    children: "tuple[TocEntry, ...]"


class Link(Struct, frozen=True):
    """A link. `href` is as in the HTML, percent-encoded where Markdown does so."""

    href: str
    text: str


class Image(Struct, frozen=True):
    """An image. `alt` is empty if there is no alternative text."""

    src: str
    alt: str


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"blockquote", "br", "details", "div", "hr", "p", "pre", "section", "summary"}
LISTS = {"dd", "dl", "dt", "input", "li", "ol", "ul"}
TABLES = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
MEDIA = {"audio", "figcaption", "figure", "img", "source", "video"}
PHRASES = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
    *("mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"),
    *("time", "u", "var", "wbr"),
}

_HTML_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_FOOTNOTE_REFERENCE = re.compile(
    r' href="#(?:fn\d+" id="fnref[\d:]+"|fnref[\d:]+" class="footnote-backref")'
).fullmatch
_MATH_CLASS = re.compile(r' class="math math-(?:inline|display)"').fullmatch
_DELIMITED_TEX = re.compile(r"\\[(\[](.*)\\[)\]]", re.DOTALL).fullmatch
_HTML_WHITESPACE = re.compile(r"[ \t\n\r\f]+")
_LINE_BREAKING_ELEMENTS = (HEADINGS | BLOCKS | LISTS | TABLES | {"figcaption", "figure"}) - {
    "input"
}
_TABLE_CELLS = frozenset({"td", "th"})


class ExtractedContent(Struct, frozen=True):
    """What HTML contains. `text` has one line per block and per table row."""

    text: str
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[Image, ...]


def extract_content(html: str) -> ExtractedContent:
    """Extract the content of sanitized HTML, without footnote references and back references."""
    reader = _ContentReader()
    at = 0
    for tag in _HTML_TAG.finditer(html):
        if at < tag.start():
            reader.on_text(unescape(html[at : tag.start()]))
        at = tag.end()
        if tag[1]:
            reader.on_end(tag[2])
        else:
            reader.on_start(tag[2], tag[3])
    reader.on_text(unescape(html[at:]))
    return reader.finish()


class _TextCapture(Struct):
    """Collects the text of an open element. Of nested elements of a kind, the outermost counts."""

    tag: str
    attribute: str
    pieces: list[str]
    depth: int = 1

    @property
    def text(self) -> str:
        return _HTML_WHITESPACE.sub(" ", "".join(self.pieces)).strip()


class _ContentReader:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._images: list[Image] = []
        self._captures: list[_TextCapture] = []
        self._preformatted = 0
        self._math = ""
        self._in_footnote_reference = False

    def finish(self) -> ExtractedContent:
        self._end_line()
        return ExtractedContent(
            "\n".join(self._lines),
            tuple(self._headings),
            tuple(self._links),
            tuple(self._images),
        )

    def on_text(self, text: str) -> None:
        tex = _DELIMITED_TEX(text) if self._math else None
        if tex and self._math == "div":
            self._lines.append(tex[1].strip())
        else:
            self._write(tex[1] if tex else text)

    def on_start(self, tag: str, attributes: str) -> None:
        self._separate_blocks(tag)
        self._math = tag if tag in ("span", "div") and _MATH_CLASS(attributes) else ""
        for capture in self._captures:
            capture.depth += capture.tag == tag
        if tag == "pre":
            self._preformatted += 1
        elif tag == "img":
            self._on_image(
                _get_attribute(attributes, "src"), _get_attribute(attributes, "alt") or ""
            )
        elif tag == "a":
            self._on_anchor(attributes)
        elif tag in HEADINGS:
            self._capture(tag, _get_attribute(attributes, "id") or None)

    def on_end(self, tag: str) -> None:
        self._separate_blocks(tag)
        self._math = ""
        self._preformatted -= tag == "pre"
        self._in_footnote_reference &= tag != "a"
        for capture in self._captures:
            capture.depth -= capture.tag == tag
        while self._captures and not self._captures[-1].depth:
            self._finish_capture(self._captures.pop())

    def _on_anchor(self, attributes: str) -> None:
        if _FOOTNOTE_REFERENCE(attributes):
            self._in_footnote_reference = True
        else:
            self._capture("a", _get_attribute(attributes, "href"))

    def _on_image(self, src: str | None, alt: str) -> None:
        if src is not None:
            self._images.append(Image(src, alt))
        self._write(f" {alt} ")

    def _capture(self, tag: str, attribute: str | None) -> None:
        is_link = tag == "a"
        if attribute is not None and all((open_.tag == "a") != is_link for open_ in self._captures):
            self._captures.append(_TextCapture(tag, attribute, []))

    def _finish_capture(self, element: _TextCapture) -> None:
        if element.tag == "a":
            self._links.append(Link(element.attribute, element.text))
        else:
            self._headings.append(Heading(element.attribute, element.text, int(element.tag[1])))

    def _separate_blocks(self, tag: str) -> None:
        if tag in _TABLE_CELLS:
            self._write(" ")
        elif tag in _LINE_BREAKING_ELEMENTS:
            self._end_line()
            for capture in self._captures:
                capture.pieces.append(" ")

    def _write(self, text: str) -> None:
        if self._in_footnote_reference:
            return
        self._line.append(text)
        for capture in self._captures:
            capture.pieces.append(text)

    def _end_line(self) -> None:
        line = "".join(self._line)
        line = line.strip("\n") if self._preformatted else _HTML_WHITESPACE.sub(" ", line)
        if line.strip():
            self._lines.append(line.rstrip() if self._preformatted else line.strip())
        self._line.clear()


def _get_attribute(attributes: str, name: str) -> str | None:
    _before, found, rest = attributes.partition(f' {name}="')
    return unescape(rest.partition('"')[0]) if found else None


_LEVEL_PLACEHOLDER = re.compile("\0h([1-6])")


def mark_heading_level(tag: str) -> str:
    """Return the placeholder for `tag`, h1 to h6."""
    return "\0" + tag


def apply_heading_offset(html: str, offset: int) -> str:
    """Replace the placeholders by tags, `offset` levels down, within h1 to h6."""
    return _LEVEL_PLACEHOLDER.sub(lambda mark: f"h{min(max(int(mark[1]) + offset, 1), 6)}", html)

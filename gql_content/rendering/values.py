"""Headings, links and images of a rendered text."""

from msgspec import Struct


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

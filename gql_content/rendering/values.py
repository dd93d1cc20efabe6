"""What a text is made of, as a page shows it."""

from msgspec import Struct


class Heading(Struct, frozen=True):
    """`level` is 1 to 6 as written; `id` is what a link to it ends in, behind `#`."""

    id: str
    text: str
    level: int


class TocEntry(Struct, frozen=True):
    """A heading with those below it; its `level` may be more than one below its parent's."""

    id: str
    text: str
    level: int
    children: "tuple[TocEntry, ...]"


class Link(Struct, frozen=True):
    """`href` as a browser gets it, percent-encoded where Markdown does so."""

    href: str
    text: str


class Image(Struct, frozen=True):
    """`alt` is empty where its author gave none."""

    src: str
    alt: str

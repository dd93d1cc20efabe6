"""One file as its author wrote it, with its texts taken apart when a rule asks for that."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from gql_content.checks.addresses import Addresses
from gql_content.parsing import BODY, SourceMap
from gql_content.rendering import Image, Link, MarkdownDocument, blank_out_code, read_markdown

__all__ = ["LONGEST", "Draft", "Text"]

LONGEST = 100_000  # characters: Markdown can be made to cost the square of its length

Part = TypeVar("Part")


class Text:
    """A Markdown text of a file; `field` names where it stands."""

    def __init__(self, field: str, source: str) -> None:
        self.field = field
        self.source = source

    @cached_property
    def prose(self) -> str:
        """The source with blanks in place of code, comments and scripts."""
        return blank_out_code(self.source)

    @cached_property
    def document(self) -> MarkdownDocument:
        return read_markdown(self.source)

    def links(self) -> Iterator[tuple[Link, int | None]]:
        """Each link, and where in the source its address stands."""
        if any(sign in self.source for sign in ("](", "]:", "<")):
            yield from self._located((link, link.href) for link in self.document.links)

    def images(self) -> Iterator[tuple[Image, int | None]]:
        """Each image, and where in the source its address stands."""
        if "![" in self.source or "<img" in self.source.lower():
            yield from self._located((image, image.src) for image in self.document.images)

    def _located(self, parts: Iterable[tuple[Part, str]]) -> Iterator[tuple[Part, int | None]]:
        addresses = Addresses(self.source)
        for part, address in parts:
            yield part, addresses.next_place(address)


class Draft:
    """What a rule may ask of one file."""

    def __init__(self, path: str, written: SourceMap) -> None:
        self.path = path
        self.source_map = written

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """The answer and the body, as far as they say something and are not too long."""
        return tuple(text for text in self._all_texts if len(text.source) <= LONGEST)

    @cached_property
    def long_texts(self) -> tuple[Text, ...]:
        """Those that are too long to be taken apart."""
        return tuple(text for text in self._all_texts if len(text.source) > LONGEST)

    @cached_property
    def _all_texts(self) -> tuple[Text, ...]:
        written = (("answer", self.source_map.answer), (BODY, self.source_map.body))
        return tuple(Text(field, source) for field, source in written if source is not None)

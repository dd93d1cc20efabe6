"""A file as input for rules. Its texts are parsed when a rule needs them."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from gql_content.checks.addresses import UrlFinder
from gql_content.parsing import BODY, SourceMap
from gql_content.rendering import Image, Link, MarkdownDocument, blank_out_code, read_markdown

__all__ = ["MAX_CHECKED_CHARACTERS", "SourceFile", "SourceText"]

MAX_CHECKED_CHARACTERS = 100_000  # Markdown can take quadratic time

Part = TypeVar("Part")


class SourceText:
    """A Markdown text of a file, and the field that has it."""

    def __init__(self, field: str, source: str) -> None:
        self.field = field
        self.source = source

    @cached_property
    def prose(self) -> str:
        """The source with spaces in place of code, comments and scripts."""
        return blank_out_code(self.source)

    @cached_property
    def document(self) -> MarkdownDocument:
        return read_markdown(self.source)

    def locate_links(self) -> Iterator[tuple[Link, int | None]]:
        """Yield each link with the offset of its url in the source."""
        if any(sign in self.source for sign in ("](", "]:", "<")):
            yield from self._locate((link, link.href) for link in self.document.links)

    def locate_images(self) -> Iterator[tuple[Image, int | None]]:
        """Yield each image with the offset of its url in the source."""
        if "![" in self.source or "<img" in self.source.lower():
            yield from self._locate((image, image.src) for image in self.document.images)

    def _locate(self, parts: Iterable[tuple[Part, str]]) -> Iterator[tuple[Part, int | None]]:
        finder = UrlFinder(self.source)
        for part, url in parts:
            yield part, finder.find_next(url)


class SourceFile:
    """One file with its texts."""

    def __init__(self, path: str, source_map: SourceMap) -> None:
        self.path = path
        self.source_map = source_map

    @cached_property
    def texts(self) -> tuple[SourceText, ...]:
        """The answer and the body, if they are not blank and not too long."""
        return tuple(text for text in self._all_texts if len(text.source) <= MAX_CHECKED_CHARACTERS)

    @cached_property
    def long_texts(self) -> tuple[SourceText, ...]:
        """The texts that are too long to be checked."""
        return tuple(text for text in self._all_texts if len(text.source) > MAX_CHECKED_CHARACTERS)

    @cached_property
    def _all_texts(self) -> tuple[SourceText, ...]:
        texts = (("answer", self.source_map.answer), (BODY, self.source_map.body))
        return tuple(SourceText(field, source) for field, source in texts if source is not None)

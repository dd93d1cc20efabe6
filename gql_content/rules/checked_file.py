"""One file as a rule sees it: fields with positions, its texts, where its links lead."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote, unquote

from msgspec import Struct

from gql_content.content import BODY, SourceMap
from gql_content.markdown import Image, Link, MarkdownDocument, blank_out_code, read_markdown

__all__ = [
    "MAX_CHECKED_CHARACTERS",
    "Finding",
    "Reference",
    "ReferenceKind",
    "SourceFile",
    "UrlFinder",
    "find_references",
    "is_file_reference",
]


URL_WORD = re.compile(r"[^\s()<>\"']+")


class UrlFinder:
    """Finds the occurrences of urls in a text, in order."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._starts: dict[str, int] = {}

    def find_next(self, url: str) -> int | None:
        """Return the offset of the next occurrence of a url, encoded or not. None if there is none.

        Prefers an occurrence as a separate word: `/b` also occurs in `/a/b` and in link texts.
        """
        start = self._starts.get(url, 0)
        found = self._find(url, start) if url and start <= len(self._source) else None
        self._starts[url] = len(self._source) + 1 if found is None else found + 1
        return found

    def _find(self, url: str, start: int) -> int | None:
        forms = dict.fromkeys((url, unquote(url), quote(url, safe="/#?=&%:.-_~")))
        words = [self._words.get(form, []) for form in forms]
        as_words = [
            offsets[at] for offsets in words if (at := bisect_left(offsets, start)) < len(offsets)
        ]
        anywhere = (self._source.find(form, start) for form in forms)
        return min(as_words or (at for at in anywhere if at >= 0), default=None)

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        words: defaultdict[str, list[int]] = defaultdict(list)
        for found in URL_WORD.finditer(self._source):
            words[found[0]].append(found.start())
            _, sign, value = found[0].partition("=")
            if sign:  # an unquoted attribute, or a url's query
                words[value].append(found.end() - len(value))
        return words


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


MARKDOWN_SUFFIXES = (".md", ".markdown")


class ReferenceKind(StrEnum):
    """The kind of a reference."""

    LINK = "link"
    IMAGE = "image"


class Reference(Struct, frozen=True, array_like=True):
    """An internal link or image. `target` is the url as in the HTML."""

    kind: ReferenceKind
    target: str
    field: str | None
    line: int | None
    column: int | None


def find_references(file: SourceFile) -> Iterator[Reference]:
    """Yield the references within the site in the order of the text."""
    for text in file.texts:
        for link, at in text.locate_links():
            if is_internal(link.href):
                yield _make_reference(file, text, ReferenceKind.LINK, link.href, at)
        for image, at in text.locate_images():
            if ":" not in image.src and not image.src.startswith("//") and image.src:
                yield _make_reference(file, text, ReferenceKind.IMAGE, image.src, at)
    image = file.source_map.article.image
    if image is not None and ":" not in image.src and not image.src.startswith("//"):
        yield _make_image_reference(file, image.src)


def is_internal(href: str) -> bool:
    """Whether this is certainly an internal link.

    Relative urls depend on the urls of the frontend, so they are not, except file names.
    """
    if href.startswith("//"):
        return False
    return href.startswith(("/", "#")) or is_file_reference(href)


def is_file_reference(target: str) -> bool:
    """Whether it names an article's file, as links that also work in editors do."""
    path = target.partition("#")[0].partition("?")[0]
    return ":" not in path and not path.startswith("/") and path.endswith(MARKDOWN_SUFFIXES)


def _make_reference(
    file: SourceFile, text: SourceText, kind: ReferenceKind, target: str, at: int | None
) -> Reference:
    line, column = file.source_map.locate(text.field, at) or (None, None)
    return Reference(kind, target, text.field or None, line, column)


def _make_image_reference(file: SourceFile, src: str) -> Reference:
    names = (
        name for name in file.source_map.keys if (file.source_map.text(name) or "").strip() == src
    )
    field = next(names, None)
    line, column = (field and file.source_map.locate(field)) or (None, None)
    return Reference(ReferenceKind.IMAGE, src, field, line, column)


class Finding(Struct, frozen=True):
    """A finding of a rule in a file.

    `field` is the dotted name of a key, or `BODY`. `at` is the character offset in its parsed text.
    `of_key` means the position of the key, not of its value. For related links, the number is the
    index in `Article.related`: `related.0.url`.
    """

    message: str
    remedy: str
    field: str | None = None
    at: int | None = None
    of_key: bool = False

"""A Markdown text and everything that can be asked of it: HTML, text, excerpt, headings, links."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from sys import getsizeof
from threading import RLock
from unicodedata import category

from cachetools import LRUCache

from gql_content.markdown.page_contents import (
    ExtractedContent,
    Heading,
    Image,
    Link,
    TocEntry,
    apply_heading_offset,
    extract_content,
)

__all__ = [
    "MarkdownCache",
    "MarkdownDocument",
    "estimate_size",
    "is_cjk_letter",
    "read_markdown",
    "render_html",
]


_is_extending = re.compile(
    "[\u200c\u200d"  # joiners
    "\u1160-\u11ff\ud7b0-\ud7fb"  # vowels and finals of Hangul
    "\uff9e\uff9f"  # voicing marks of halfwidth kana
    "\U0001f3fb-\U0001f3ff"  # skin tones
    "\U000e0020-\U000e007f]"  # tags in some flags
).match
_is_leading_jamo = re.compile("[\u1100-\u115f\ua960-\ua97c]").match
_is_hangul = re.compile("[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]").match
_is_joining = re.compile("[\u200d\u094d\u09cd\u0a4d\u0acd\u0b4d\u0c4d\u0ccd\u0d4d]").match
_is_regional_indicator = re.compile("[\U0001f1e6-\U0001f1ff]").match


def is_grapheme_boundary(text: str, at: int) -> bool:
    """Whether `text` may be cut before the character at `at`."""
    if not 0 < at < len(text):
        return True
    before, after = text[at - 1], text[at]
    if _is_extending(after) or category(after)[0] == "M" or _is_joining(before):
        return False
    if _is_regional_indicator(before) and _is_regional_indicator(after):
        return sum(1 for _ in takewhile(_is_regional_indicator, reversed(text[:at]))) % 2 == 0
    return not (_is_leading_jamo(before) and _is_hangul(after)) and before + after != "\r\n"


_CJK_LETTERS = (
    "\u3005-\u3007"  # iteration mark, closing mark and zero of Han
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # Han
)
_CJK_PUNCTUATION = "\u3000-\u3004\u3008-\u3020\u3030\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff65"

is_cjk_letter = re.compile(f"[{_CJK_LETTERS}]").match
is_cjk = re.compile(f"[{_CJK_LETTERS}{_CJK_PUNCTUATION}]").match

_ELLIPSIS = "…"
_DANGLING_CHARACTERS = " .,;:–—-([{“‘«¿¡、，。；："  # not before an ellipsis


def make_excerpt(text: str, length: int) -> str:
    """Return whole words on one line, at most `length` characters including the ellipsis."""
    line = " ".join(text.split())
    if length < 1 or len(line) <= length:
        return line[: max(length, 0)]
    return line[: _find_cut(line, length - 1)].rstrip(_DANGLING_CHARACTERS) + _ELLIPSIS


def _find_cut(line: str, max_length: int) -> int:
    word_end = next((at for at in range(max_length, 0, -1) if _is_word_boundary(line, at)), 0)
    # A first word longer than the excerpt is truncated, rather than to have an empty excerpt.
    return word_end or next(
        (at for at in range(max_length, 0, -1) if is_grapheme_boundary(line, at)), 0
    )


def _is_word_boundary(line: str, at: int) -> bool:
    if line[at] == " ":
        return True
    return bool(is_cjk(line[at - 1]) or is_cjk(line[at])) and is_grapheme_boundary(line, at)


def build_toc(headings: Sequence[Heading]) -> tuple[TocEntry, ...]:
    """Nest each heading below the nearest previous one of a higher rank. Levels may be skipped."""
    entries: list[TocEntry] = []
    at = 0
    while at < len(headings):
        heading, end = headings[at], _find_section_end(headings, at)
        children = build_toc(headings[at + 1 : end])
        entries.append(TocEntry(heading.id, heading.text, heading.level, children))
        at = end
    return tuple(entries)


def _find_section_end(headings: Sequence[Heading], at: int) -> int:
    following = range(at + 1, len(headings))
    level = headings[at].level
    return next((i for i in following if headings[i].level <= level), len(headings))


class MarkdownDocument:
    """Parsed once, when it is first needed. Any string is valid Markdown, so parsing never fails.

    Text, headings, links and images are extracted from the sanitized HTML, so they agree with it:
    what the sanitizer removes is in none of them. Thread-safe.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._unsanitized_html: str | None = None
        self._html: dict[int, str] = {}
        self._contents: ExtractedContent | None = None
        # One lock per document: before Python 3.12, `cached_property` has one for all instances, so
        # that documents would wait for each other.
        self._lock = RLock()

    def html(self, heading_offset: int = 0) -> str:
        """Return sanitized HTML.

        `heading_offset` moves Markdown headings down (up if negative), within h1 to h6. Headings
        written as raw HTML keep their level.
        """
        offset = _clamp_heading_offset(heading_offset)
        with self._lock:
            if offset not in self._html:
                html = self._render(offset)
                # Cache offset 0, from which everything else is extracted, and the last other one: a
                # site normally uses one.
                self._html = {at: cached for at, cached in self._html.items() if at == 0}
                self._html[offset] = html
            return self._html[offset]

    def has_html(self, heading_offset: int = 0) -> bool:
        """Whether `html` is cached."""
        return _clamp_heading_offset(heading_offset) in self._html

    @property
    def is_parsed(self) -> bool:
        """Whether text, headings, links and images are cached."""
        return self._contents is not None

    @property
    def text(self) -> str:
        """The text without markup, one line per block; code keeps its lines.

        Images are replaced by their alternative texts; footnotes are at the end. Code and TeX are
        as written, TeX without its delimiters.
        """
        return self._extract().text

    def excerpt(self, length: int = 160) -> str:
        """Return the beginning of `text` in whole words on one line.

        `length` is the maximum number of characters, including the ellipsis. Chinese, Japanese and
        a first word that is too long are truncated between grapheme clusters. Empty if `length` is
        below one.
        """

        return make_excerpt(self.text, length)

    def headings(self, max_depth: int = 6) -> tuple[Heading, ...]:
        """Return the headings down to level `max_depth`, those in raw HTML only with an id."""
        return tuple(h for h in self._extract().headings if h.level <= max_depth)

    def toc(self, max_depth: int = 3) -> tuple[TocEntry, ...]:
        """Return `headings(max_depth)` as a tree."""
        return build_toc(self.headings(max_depth))

    @cached_property
    def word_count(self) -> int:
        """The number of words in the source, see `count_words`."""
        from gql_content.markdown.word_count import count_words

        return count_words(self.source)

    def reading_minutes(self, words_per_minute: int = 265) -> int:
        """Return the reading time in whole minutes, at least one."""
        if words_per_minute < 1:
            raise ValueError(f"words_per_minute is {words_per_minute}; it must be at least 1")
        return max(-(-self.word_count // words_per_minute), 1)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links in the sanitized HTML, with autolinks, without those to and from footnotes."""
        return self._extract().links

    @property
    def images(self) -> tuple[Image, ...]:
        """The images in the sanitized HTML."""
        return self._extract().images

    def _render(self, offset: int) -> str:
        from gql_content.markdown.parser import render_unsanitized_html
        from gql_content.markdown.sanitizer import sanitize_html

        if self._unsanitized_html is None:
            self._unsanitized_html = render_unsanitized_html(self.source)
        return sanitize_html(apply_heading_offset(self._unsanitized_html, offset))

    def _extract(self) -> ExtractedContent:
        with self._lock:
            if self._contents is None:
                self._contents = extract_content(self.html())
            return self._contents


def read_markdown(source: str) -> MarkdownDocument:
    """Create a document. It is not parsed yet."""
    return MarkdownDocument(source)


def _clamp_heading_offset(heading_offset: int) -> int:
    """Limit an offset to ±5, which already makes every heading an h6, or an h1."""
    return min(max(heading_offset, -5), 5)


DocumentKey = tuple[bytes, str]
"""The digest of a file, and the name of the field that has the text."""

# Measured on real articles: source, two renderings, text, headings and links together.
_MAX_BYTES_PER_SOURCE_BYTE = 6
_DOCUMENT_OVERHEAD_BYTES = 4096


class MarkdownCache:
    """An LRU cache of documents, keyed by the digest of their file. Not thread-safe."""

    def __init__(self, max_bytes: int) -> None:
        # A document grows when it is used, but the cache weighs it only once: so by its final size.
        self._cache: LRUCache[DocumentKey, MarkdownDocument] = LRUCache(max_bytes, estimate_size)

    def get_or_create(self, key: DocumentKey, source: str) -> MarkdownDocument:
        """Return the cached document, else one of `source`. `key` must identify `source`."""
        document = self._cache.get(key)
        if document is None:
            document = read_markdown(source)
            if estimate_size(document) <= self._cache.maxsize:
                self._cache[key] = document
        return document


def estimate_size(document: MarkdownDocument) -> int:
    """Estimate how many bytes of memory a document can take."""
    return getsizeof(document.source) * _MAX_BYTES_PER_SOURCE_BYTE + _DOCUMENT_OVERHEAD_BYTES


def render_html(source: str, heading_offset: int = 0) -> str:
    """Render sanitized HTML, see `MarkdownDocument.html`."""
    return read_markdown(source).html(heading_offset)

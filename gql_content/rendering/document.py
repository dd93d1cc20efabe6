"""A Markdown text and everything derived from it.

Parser, sanitizer and Unicode tables are imported lazily: importing them takes too long for a warm
start.
"""

from functools import cached_property
from threading import RLock

from gql_content.rendering.contents import ExtractedContent, extract_content
from gql_content.rendering.heading_levels import apply_heading_offset
from gql_content.rendering.toc import build_toc
from gql_content.rendering.values import Heading, Image, Link, TocEntry


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
        from gql_content.rendering.excerpt import make_excerpt

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
        from gql_content.rendering.words import count_words

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
        from gql_content.rendering.markdown import render_unsanitized_html
        from gql_content.rendering.sanitising import sanitize_html

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

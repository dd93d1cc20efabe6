"""One Markdown text and everything that can be asked of it.

Parser, sanitiser and tables of Unicode are imported where they are needed: that takes longer than a
warm start may.
"""

from functools import cached_property
from threading import RLock

from gql_content.rendering.contents import Contents, contents_of
from gql_content.rendering.heading_levels import with_levels
from gql_content.rendering.toc import toc_of
from gql_content.rendering.values import Heading, Image, Link, TocEntry


class Document:
    """Parsed when it is first needed, and once; any string is a Markdown text, none fails.

    Text, headings, links and images are those of the sanitised HTML, so they agree with it: what
    the sanitiser takes out is in none of them, and raw HTML counts as far as it is left. Any thread
    may ask; who asks for what is being made waits for it.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._rendered: str | None = None
        self._html: dict[int, str] = {}
        self._contents: Contents | None = None
        # One for each document: that of a `cached_property` is shared by all until Python 3.12, and
        # they would wait for one another.
        self._making = RLock()

    def html(self, heading_offset: int = 0) -> str:
        """Sanitised HTML.

        `heading_offset` moves Markdown headings down (up when negative), within h1 to h6; headings
        written as raw HTML stay at the level that their author chose.
        """
        offset = _effective(heading_offset)
        with self._making:
            if offset not in self._html:
                html = self._made(offset)
                # Beside the HTML that all else is read from, only the last is kept: a site has one
                # use.
                self._html = {at: kept for at, kept in self._html.items() if at == 0}
                self._html[offset] = html
            return self._html[offset]

    def has_html(self, heading_offset: int = 0) -> bool:
        """Whether `html` has been made, so that asking for it costs nothing."""
        return _effective(heading_offset) in self._html

    @property
    def is_parsed(self) -> bool:
        """Whether text, headings, links and images have been read, so that they cost nothing."""
        return self._contents is not None

    @property
    def text(self) -> str:
        """The words without any markup, a line for each block, in code for each of its lines.

        Alternative texts of images stand where the images do, footnotes at the end; code and TeX
        are as written, TeX without its delimiters.
        """
        return self._parsed().text

    def excerpt(self, length: int = 160) -> str:
        """Whole words of `text` on one line; where it is cut, an ellipsis within `length`.

        A first word longer than that is cut, between what readers see as characters; so is text in
        Chinese or Japanese. Nothing has a length below one.
        """
        from gql_content.rendering.excerpt import excerpt_of

        return excerpt_of(self.text, length)

    def headings(self, max_depth: int = 6) -> tuple[Heading, ...]:
        """The headings down to level `max_depth`, as written; one in raw HTML only with an id."""
        return tuple(h for h in self._parsed().headings if h.level <= max_depth)

    def toc(self, max_depth: int = 3) -> tuple[TocEntry, ...]:
        """`headings(max_depth)` as a tree."""
        return toc_of(self.headings(max_depth))

    @cached_property
    def word_count(self) -> int:
        """What `word_count_of` counts in the source."""
        from gql_content.rendering.words import word_count_of

        return word_count_of(self.source)

    def reading_minutes(self, words_per_minute: int = 265) -> int:
        """Whole minutes, at least one."""
        if words_per_minute < 1:
            raise ValueError(f"words_per_minute is {words_per_minute}: give a number above 0")
        return max(-(-self.word_count // words_per_minute), 1)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that are left by the sanitiser, bare addresses too; none to or from notes."""
        return self._parsed().links

    @property
    def images(self) -> tuple[Image, ...]:
        """The images that are left by the sanitiser."""
        return self._parsed().images

    def _made(self, offset: int) -> str:
        from gql_content.rendering.markdown import rendered
        from gql_content.rendering.sanitising import sanitised

        if self._rendered is None:
            self._rendered = rendered(self.source)
        return sanitised(with_levels(self._rendered, offset))

    def _parsed(self) -> Contents:
        with self._making:
            if self._contents is None:
                self._contents = contents_of(self.html())
            return self._contents


def read(source: str) -> Document:
    """The document that `source` makes; nothing is parsed yet."""
    return Document(source)


def _effective(heading_offset: int) -> int:
    """From an offset of five on, every heading is an h6, or an h1."""
    return min(max(heading_offset, -5), 5)

"""One Markdown text and everything that can be asked of it."""

from functools import cached_property

from gql_content.rendering.contents import Contents, contents_of
from gql_content.rendering.excerpt import excerpt_of
from gql_content.rendering.heading_levels import with_levels
from gql_content.rendering.toc import toc_of
from gql_content.rendering.values import Heading, Image, Link, TocEntry
from gql_content.rendering.words import word_count_of


class Document:
    """Parsed when it is first needed, and once; any string is a Markdown text, none fails.

    Text, headings, links and images are those of the sanitised HTML, so they agree with it: what
    the sanitiser takes out is in none of them, and raw HTML counts as far as it is left.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._html: dict[int, str] = {}

    def html(self, heading_offset: int = 0) -> str:
        """Sanitised HTML.

        `heading_offset` moves Markdown headings down (up when negative), within h1 to h6; headings
        written as raw HTML stay at the level that their author chose.
        """
        # From an offset of five on, every heading is an h6, or an h1.
        offset = min(max(heading_offset, -5), 5)
        if offset not in self._html:
            # Importing the sanitiser takes longer than a warm start may.
            from gql_content.rendering.sanitising import sanitised

            # Beside the HTML that all else is read from, only the last is kept: a site has one use.
            self._html = {at: html for at, html in self._html.items() if at == 0}
            self._html[offset] = sanitised(with_levels(self._rendered, offset))
        return self._html[offset]

    @property
    def text(self) -> str:
        """The words without any markup, a line for each block, in code for each of its lines.

        Alternative texts of images stand where the images do, footnotes at the end; code and TeX
        are as written, TeX without its delimiters.
        """
        return self._contents.text

    def excerpt(self, length: int = 160) -> str:
        """Whole words of `text` on one line; where it is cut, an ellipsis within `length`.

        A first word longer than that is cut, between what readers see as characters; so is text in
        Chinese or Japanese. Nothing has a length below one.
        """
        return excerpt_of(self.text, length)

    def headings(self, max_depth: int = 6) -> tuple[Heading, ...]:
        """The headings down to level `max_depth`, as written; one in raw HTML only with an id."""
        return tuple(h for h in self._contents.headings if h.level <= max_depth)

    def toc(self, max_depth: int = 3) -> tuple[TocEntry, ...]:
        """`headings(max_depth)` as a tree."""
        return toc_of(self.headings(max_depth))

    @cached_property
    def word_count(self) -> int:
        """What `word_count_of` counts in the source."""
        return word_count_of(self.source)

    def reading_minutes(self, words_per_minute: int = 265) -> int:
        """Whole minutes, at least one."""
        if words_per_minute < 1:
            raise ValueError(f"words_per_minute is {words_per_minute}: give a number above 0")
        return max(-(-self.word_count // words_per_minute), 1)

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that are left by the sanitiser, bare addresses too; none to or from notes."""
        return self._contents.links

    @property
    def images(self) -> tuple[Image, ...]:
        """The images that are left by the sanitiser."""
        return self._contents.images

    def parse(self) -> None:
        """Does what takes long now, if it was not done; any thread may."""
        _ = self._contents

    @cached_property
    def _rendered(self) -> str:
        # Importing the parser takes longer than a warm start may.
        from gql_content.rendering.markdown import rendered

        return rendered(self.source)

    @cached_property
    def _contents(self) -> Contents:
        return contents_of(self.html())


def read(source: str) -> Document:
    """The document that `source` makes; nothing is parsed yet."""
    return Document(source)

"""Finds the raw HTML that the sanitizer removes."""

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct

__all__ = ["RemovedHtml", "find_removed_html"]


class RemovedHtml(Struct, frozen=True):
    """A removed element or attribute, such as `<script>` or `onclick`, and its tag as written."""

    what: str
    tag: str


def find_removed_html(source: str) -> Iterator[RemovedHtml]:
    """Yield the removed elements and attributes in the order of the text."""
    if "<" not in source:
        return
    # Imported late: importing the parser takes too long for a warm start.
    from gql_content.rendering.markdown import find_raw_html

    finder = _RemovedHtmlFinder()
    for content in find_raw_html(source):
        finder.feed(content)
    yield from finder.found


class _RemovedHtmlFinder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[RemovedHtml] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Overrides `HTMLParser.handle_starttag`."""
        from gql_content.rendering.sanitising import keeps_attribute, keeps_element

        written = self.get_starttag_text() or f"<{tag}>"
        if not keeps_element(tag):
            self.found.append(RemovedHtml(f"<{tag}>", written))
            return
        for name, value in attrs:
            if not keeps_attribute(tag, name, value or ""):
                self.found.append(RemovedHtml(name, written))

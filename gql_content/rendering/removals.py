"""What of an author's own HTML the sanitiser does not let pass."""

from collections.abc import Iterator
from html.parser import HTMLParser

from msgspec import Struct

__all__ = ["RemovedHtml", "removed_html"]


class RemovedHtml(Struct, frozen=True):
    """What is removed, such as `<script>` or `onclick`, and the tag it stands in, as written."""

    what: str
    tag: str


def removed_html(source: str) -> Iterator[RemovedHtml]:
    """In the order of the text; a tag without a name is none."""
    if "<" not in source:
        return
    # Importing the parser takes longer than a warm start may.
    from gql_content.rendering.markdown import raw_html

    reader = _Reader()
    for content in raw_html(source):
        reader.feed(content)
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[RemovedHtml] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        from gql_content.rendering.sanitising import keeps_attribute, keeps_element

        written = self.get_starttag_text() or f"<{tag}>"
        if not keeps_element(tag):
            self.found.append(RemovedHtml(f"<{tag}>", written))
            return
        for name, value in attrs:
            if not keeps_attribute(tag, name, value or ""):
                self.found.append(RemovedHtml(name, written))

"""The allow-list: which HTML may reach a page, whoever wrote it."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import nh3
from msgspec import Struct

from gql_content.addresses import LINK_SCHEMES, safe_link
from gql_content.markdown.page_contents import BLOCKS, HEADINGS, LISTS, MEDIA, PHRASES, TABLES

__all__ = ["RemovedHtml", "find_removed_html", "sanitize_html"]


_ELEMENTS = HEADINGS | BLOCKS | LISTS | TABLES | MEDIA | PHRASES
_ATTRIBUTES = {
    "*": {"class", "dir", "lang", "title"},
    "a": {"href", "id"},
    "audio": {"controls", "src"},
    "col": {"span"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "input": {"checked", "disabled"},
    "li": {"id", "value"},
    "ol": {"reversed", "start", "type"},
    "source": {"src", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
    **{heading: {"id"} for heading in HEADINGS},
}
# Classes reach into the style sheet of the page, so only those that our own markup has are kept.
_CLASSES = {
    "a": {"footnote-backref"},
    "div": {"math", "math-display"},
    "hr": {"footnotes-sep"},
    "input": {"task-list-item-checkbox"},
    "li": {"footnote-item", "task-list-item"},
    "ol": {"contains-task-list", "footnotes-list"},
    "section": {"footnotes"},
    "span": {"math", "math-display", "math-inline"},
    "sup": {"footnote-ref"},
    "ul": {"contains-task-list"},
}
_ALIGNED = {"style": {f"text-align:{side}" for side in ("left", "center", "right")}}
_CHECK_BOX = {"type": {"checkbox"}}

_LANGUAGE = re.compile(r"language-[^\s\"'<>]+")
# Names for a style sheet, and how a link is opened: a reader loses nothing with them.
_UNSEEN = frozenset(("class", "id", "rel", "target"))
_ADDRESSES = frozenset(("href", "poster", "src"))
_FOOTNOTE = re.compile(r"fn\d+")


def sanitize_html(html: str) -> str:
    """`html` with nothing but what the allow-list names; the rest loses its tags or is gone."""
    return _cleaner().clean(html)


def keeps_element(tag: str) -> bool:
    """Whether elements of this name are left."""
    return tag in _ELEMENTS


def keeps_attribute(tag: str, attribute: str, value: str) -> bool:
    """Whether an attribute of an element that is left is left with it, or changed only in form."""
    if attribute in _UNSEEN:
        return True
    if attribute in _ADDRESSES:
        return safe_link(value) is not None
    if attribute == "type" and tag == "input":
        return value in _CHECK_BOX["type"]
    if attribute == "style" and tag in ("td", "th"):
        return value.replace(" ", "").rstrip(";") in _ALIGNED["style"]
    return attribute in _ATTRIBUTES["*"] | _ATTRIBUTES.get(tag, set())


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        attribute_filter=_filtered,
        tag_attribute_values={"input": _CHECK_BOX, "td": _ALIGNED, "th": _ALIGNED},
        # One attribute at most: several would be set in an order that differs between processes.
        set_tag_attribute_values={"input": {"disabled": ""}},
        url_schemes=set(LINK_SCHEMES),
        link_rel=None,  # `target` is never kept, so no page opened from here has an opener
    )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if _is_ours(tag, name)) or None
    if attribute in _ADDRESSES:
        return safe_link(value)
    # Ids become names in a page's scripts; beside headings and anchors only footnotes need one.
    if (tag, attribute) == ("li", "id"):
        return value if _FOOTNOTE.fullmatch(value) else None
    return value


def _is_ours(tag: str, name: str) -> bool:
    if tag == "code":
        return _LANGUAGE.fullmatch(name) is not None
    return name in _CLASSES.get(tag, ())


class RemovedHtml(Struct, frozen=True):
    """A removed element or attribute, such as `<script>` or `onclick`, and its tag as written."""

    what: str
    tag: str


def find_removed_html(source: str) -> Iterator[RemovedHtml]:
    """Yield the removed elements and attributes in the order of the text."""
    if "<" not in source:
        return
    # Imported late: importing the parser takes too long for a warm start.
    from gql_content.markdown.parser import find_raw_html

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

        written = self.get_starttag_text() or f"<{tag}>"
        if not keeps_element(tag):
            self.found.append(RemovedHtml(f"<{tag}>", written))
            return
        for name, value in attrs:
            if not keeps_attribute(tag, name, value or ""):
                self.found.append(RemovedHtml(name, written))

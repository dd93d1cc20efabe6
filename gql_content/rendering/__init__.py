"""Markdown → sanitized HTML, headings, plain text, excerpt and links. No I/O."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred
from gql_content.rendering.document import MarkdownDocument, read_markdown
from gql_content.rendering.documents import MarkdownCache
from gql_content.rendering.values import Heading, Image, Link, TocEntry

if TYPE_CHECKING:
    from gql_content.rendering.html import render_html
    from gql_content.rendering.internal_links import find_internal_links
    from gql_content.rendering.removals import RemovedHtml, find_removed_html
    from gql_content.rendering.without_code import blank_out_code
    from gql_content.rendering.words import count_words
else:
    __getattr__ = deferred(
        __name__,
        without_code=("blank_out_code",),
        html=("render_html",),
        internal_links=("find_internal_links",),
        removals=("RemovedHtml", "find_removed_html"),
        words=("count_words",),
    )

__all__ = [
    "Heading",
    "Image",
    "Link",
    "MarkdownCache",
    "MarkdownDocument",
    "RemovedHtml",
    "TocEntry",
    "blank_out_code",
    "count_words",
    "find_internal_links",
    "find_removed_html",
    "read_markdown",
    "render_html",
]

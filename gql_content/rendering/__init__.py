"""Markdown → HTML, headings, plain text, excerpt, links: one parse, pure, safe to put on a page."""

from typing import TYPE_CHECKING

from gql_content.deferred import deferred
from gql_content.rendering.document import Document, read
from gql_content.rendering.documents import Documents
from gql_content.rendering.values import Heading, Image, Link, TocEntry

if TYPE_CHECKING:
    from gql_content.rendering.html import to_html
    from gql_content.rendering.internal_links import internal_links_of
    from gql_content.rendering.removals import RemovedHtml, removed_html
    from gql_content.rendering.without_code import code_free
    from gql_content.rendering.words import word_count_of
else:
    __getattr__ = deferred(
        __name__,
        without_code=("code_free",),
        html=("to_html",),
        internal_links=("internal_links_of",),
        removals=("RemovedHtml", "removed_html"),
        words=("word_count_of",),
    )

__all__ = [
    "Document",
    "Documents",
    "Heading",
    "Image",
    "Link",
    "RemovedHtml",
    "TocEntry",
    "code_free",
    "internal_links_of",
    "read",
    "removed_html",
    "to_html",
    "word_count_of",
]

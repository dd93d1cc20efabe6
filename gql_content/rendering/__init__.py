"""Markdown → HTML, headings, plain text, excerpt, links: one parse, pure, safe to put on a page."""

from gql_content.rendering.code_free import code_free
from gql_content.rendering.document import Document, read
from gql_content.rendering.documents import Documents
from gql_content.rendering.html import to_html
from gql_content.rendering.internal_links import internal_links_of
from gql_content.rendering.removed_html import RemovedHtml, removed_html
from gql_content.rendering.values import Heading, Image, Link, TocEntry
from gql_content.rendering.words import word_count_of

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

"""Markdown → sanitized HTML, headings, plain text, excerpt and links. No I/O."""

from typing import TYPE_CHECKING

from gql_content.lazy_imports import lazy_getattr

if TYPE_CHECKING:
    from gql_content.markdown.document import (
        MarkdownCache,
        MarkdownDocument,
        read_markdown,
        render_html,
    )
    from gql_content.markdown.light_scan import blank_out_code, find_internal_links
    from gql_content.markdown.page_contents import Heading, Image, Link, TocEntry
    from gql_content.markdown.sanitizer import RemovedHtml, find_removed_html
    from gql_content.markdown.word_count import count_words
else:
    __getattr__ = lazy_getattr(
        __name__,
        {
            "document": ("MarkdownCache", "MarkdownDocument", "read_markdown", "render_html"),
            "light_scan": ("blank_out_code", "find_internal_links"),
            "page_contents": ("Heading", "Image", "Link", "TocEntry"),
            "sanitizer": ("RemovedHtml", "find_removed_html"),
            "word_count": ("count_words",),
        },
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

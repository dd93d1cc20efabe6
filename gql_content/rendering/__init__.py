"""Markdown → HTML: one parse, pure, safe to put on a page."""

from gql_content.rendering.html import to_html

__all__ = ["to_html"]

"""Markdown → HTML without keeping the document."""

from gql_content.rendering.document import read_markdown


def render_html(source: str, heading_offset: int = 0) -> str:
    """Render sanitized HTML, see `MarkdownDocument.html`."""
    return read_markdown(source).html(heading_offset)

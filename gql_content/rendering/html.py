"""The HTML of a Markdown text, for those who ask for nothing else."""

from gql_content.rendering.document import read


def to_html(source: str, heading_offset: int = 0) -> str:
    """`Document.html` of a document that is not kept."""
    return read(source).html(heading_offset)

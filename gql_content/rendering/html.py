"""The HTML of a Markdown text."""


def to_html(source: str, heading_offset: int = 0) -> str:
    """`source` as sanitised HTML; any string is a Markdown text, so this never fails.

    `heading_offset` moves Markdown headings down (up when negative), within h1 to h6; headings
    written as raw HTML stay at the level that their author chose.
    """
    # Importing the parser and the sanitiser takes longer than a warm start may.
    from gql_content.rendering.markdown import parse, rendered
    from gql_content.rendering.sanitising import sanitised

    return sanitised(rendered(parse(source), heading_offset))

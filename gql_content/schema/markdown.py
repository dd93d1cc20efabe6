from typing import Annotated

import strawberry

from gql_content import model, rendering
from gql_content.schema.described import described

__all__ = ["Markdown"]


def html(
    root: model.Markdown,
    heading_offset: Annotated[
        int | None,
        strawberry.argument(
            description="How many levels to lower headings by: with 1, `#` becomes <h2>."
        ),
    ] = 0,
) -> str:
    return rendering.to_html(root.source, heading_offset or 0)


@strawberry.type(description="A text in Markdown.")
class Markdown:
    source: str = described("The Markdown itself, its line breaks being line breaks.")
    html: str = described(
        "Safe HTML: GitHub's tables, task lists, footnotes and heading ids; formulas are left in "
        "their delimiters for KaTeX; scripts and the like are taken out.",
        resolver=html,
    )

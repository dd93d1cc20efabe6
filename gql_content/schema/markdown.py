from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote

import strawberry

from gql_content import model, rendering
from gql_content.errors import BadArgument
from gql_content.repository import UrlKey
from gql_content.schema.context import Info
from gql_content.schema.described import described
from gql_content.schema.texts import asked_of, text_of

if TYPE_CHECKING:
    from gql_content.schema.article import Article

__all__ = ["Image", "Markdown"]


async def linked_article(root: rendering.Link, info: Info) -> model.Article | None:
    path = root.href.strip().partition("#")[0].partition("?")[0]
    if not path.startswith("/") or path.startswith("//"):
        return None
    return await info.context.content.article(UrlKey(unquote(path)))


@strawberry.type(description="A heading of a text.")
class Heading:
    id: str = described("The id it has in the HTML, for links to it.")
    text: str = described("Its words.")
    level: int = described("Its level, from 1 to 6, as it is written.")


@strawberry.type(description="A heading in a table of contents.")
class TocEntry:
    id: str = described("The id it has in the HTML, for links to it.")
    text: str = described("Its words.")
    level: int = described("Its level, from 1 to 6, as it is written.")
    children: list["TocEntry"] = described("The headings below it.")


@strawberry.type(description="A link in a text.")
class Link:
    href: str = described("Where it leads, as it is written.")
    text: str = described("The words it is shown with.")
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article")] | None = described(
        "The article it leads to, where it leads to one of this content.", resolver=linked_article
    )


@strawberry.type(description="An image.")
class Image:
    src: str = described(
        "Where it lies, as it is written: relative, of http or https, or a raster image itself."
    )
    alt: str = described("The text for those who do not see it; empty where there is none.")


async def html(
    root: rendering.MarkdownDocument,
    heading_offset: Annotated[
        int | None,
        strawberry.argument(
            description="How many levels to lower headings by: with 1, `#` becomes <h2>."
        ),
    ] = 0,
) -> str:
    offset = heading_offset or 0
    return await asked_of(root, lambda: root.html(offset), is_known=root.has_html(offset))


async def text(root: rendering.MarkdownDocument) -> str:
    return await text_of(root)


async def excerpt(
    root: rendering.MarkdownDocument,
    length: Annotated[
        int | None, strawberry.argument(description="At most so many characters.")
    ] = 160,
) -> str:
    most = 160 if length is None else length
    return await asked_of(root, lambda: root.excerpt(most), is_known=root.is_parsed)


MaxDepth = Annotated[
    int | None, strawberry.argument(description="Down to headings of this level, from 1 to 6.")
]


async def headings(
    root: rendering.MarkdownDocument, max_depth: MaxDepth = 6
) -> Iterable[rendering.Heading]:
    depth = 6 if max_depth is None else max_depth
    return await asked_of(root, lambda: root.headings(depth), is_known=root.is_parsed)


async def toc(
    root: rendering.MarkdownDocument, max_depth: MaxDepth = 3
) -> Iterable[rendering.TocEntry]:
    depth = 3 if max_depth is None else max_depth
    return await asked_of(root, lambda: root.toc(depth), is_known=root.is_parsed)


async def links(root: rendering.MarkdownDocument) -> Iterable[rendering.Link]:
    return await asked_of(root, lambda: root.links, is_known=root.is_parsed)


async def images(root: rendering.MarkdownDocument) -> Iterable[rendering.Image]:
    return await asked_of(root, lambda: root.images, is_known=root.is_parsed)


def reading_time(
    root: rendering.MarkdownDocument,
    words_per_minute: Annotated[
        int | None, strawberry.argument(description="How fast the reader is.")
    ] = 265,
) -> int:
    speed = 265 if words_per_minute is None else words_per_minute
    if speed < 1:
        raise BadArgument(f"wordsPerMinute is {speed}: a reader reads at least one word a minute.")
    return root.reading_minutes(speed)


@strawberry.type(description="A text in Markdown.")
class Markdown:
    source: str = described("The Markdown itself, raw, its line breaks being line breaks.")
    html: str = described(
        "Safe HTML: GitHub's tables, task lists, footnotes and heading ids; formulas are left in "
        "their delimiters for KaTeX; scripts and the like are taken out.",
        resolver=html,
    )
    text: str = described("The words without any markup, a line for each block.", resolver=text)
    excerpt: str = described(
        "The beginning of the words: whole ones, on one line, with an ellipsis where it is cut.",
        resolver=excerpt,
    )
    headings: list[Heading] = described("The headings in their order.", resolver=headings)
    toc: list[TocEntry] = described(
        "The headings as a tree, for a table of contents.", resolver=toc
    )
    word_count: int = described(
        "How many words: a Chinese or Japanese character is one, and so is a formula."
    )
    reading_time: int = described(
        "How many minutes it takes to read, at least 1.", resolver=reading_time
    )
    links: list[Link] = described("The links in their order.", resolver=links)
    images: list[Image] = described("The images in their order.", resolver=images)

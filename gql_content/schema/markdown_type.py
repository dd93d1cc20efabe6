"""The type Markdown: a long text in all its forms."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Annotated, TypeVar
from urllib.parse import unquote

import strawberry

from gql_content import markdown, model
from gql_content.errors import BadArgument
from gql_content.markdown import MarkdownDocument
from gql_content.pacing import Threads, pause
from gql_content.schema.context import Info, described
from gql_content.sources import UrlKey

if TYPE_CHECKING:
    from gql_content.schema.article_type import Article

__all__ = ["LONG", "Image", "Markdown", "answer_of", "body_of", "text_of"]


LONG = 3_000  # characters: longer Markdown can be made to cost more than others should wait

RENDERING = Threads(1, "rendering")

Asked = TypeVar("Asked")


async def answer_of(root: model.Article, info: Info) -> MarkdownDocument | None:
    """The answer, None where there is none."""
    if not root.has_answer:
        return None
    texts = await info.context.content.texts(root)
    return document(root, info, "answer", texts.answer)


async def body_of(root: model.Article, info: Info) -> MarkdownDocument | None:
    """The body, None where there is none."""
    if not root.has_body:
        return None
    texts = await info.context.content.texts(root)
    return document(root, info, "body", texts.body)


def document(
    root: model.Article, info: Info, field: str, source: str | None
) -> MarkdownDocument | None:
    if source is None:
        return None
    return info.context.documents.get_or_create((root.source.digest, field), source)


async def text_of(document: MarkdownDocument) -> str:
    """The words of a document."""
    return await asked_of(document, lambda: document.text, is_known=document.is_parsed)


async def asked_of(
    document: MarkdownDocument, ask: Callable[[], Asked], *, is_known: bool
) -> Asked:
    """What a document answers, in a thread where that takes longer than others should wait."""
    if is_known:
        return ask()
    if len(document.source) <= LONG:
        await pause()
        return ask()
    return await RENDERING.run(ask)


async def linked_article(root: markdown.Link, info: Info) -> model.Article | None:
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
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article_type")] | None = (
        described(
            "The article it leads to, where it leads to one of this content.",
            resolver=linked_article,
        )
    )


@strawberry.type(description="An image.")
class Image:
    src: str = described(
        "Where it lies, as it is written: relative, of http or https, or a raster image itself."
    )
    alt: str = described("The text for those who do not see it; empty where there is none.")


async def html(
    root: markdown.MarkdownDocument,
    heading_offset: Annotated[
        int | None,
        strawberry.argument(
            description="How many levels to lower headings by: with 1, `#` becomes <h2>."
        ),
    ] = 0,
) -> str:
    offset = heading_offset or 0
    return await asked_of(root, lambda: root.html(offset), is_known=root.has_html(offset))


async def text(root: markdown.MarkdownDocument) -> str:
    return await text_of(root)


async def excerpt(
    root: markdown.MarkdownDocument,
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
    root: markdown.MarkdownDocument, max_depth: MaxDepth = 6
) -> Iterable[markdown.Heading]:
    depth = 6 if max_depth is None else max_depth
    return await asked_of(root, lambda: root.headings(depth), is_known=root.is_parsed)


async def toc(
    root: markdown.MarkdownDocument, max_depth: MaxDepth = 3
) -> Iterable[markdown.TocEntry]:
    depth = 3 if max_depth is None else max_depth
    return await asked_of(root, lambda: root.toc(depth), is_known=root.is_parsed)


async def links(root: markdown.MarkdownDocument) -> Iterable[markdown.Link]:
    return await asked_of(root, lambda: root.links, is_known=root.is_parsed)


async def images(root: markdown.MarkdownDocument) -> Iterable[markdown.Image]:
    return await asked_of(root, lambda: root.images, is_known=root.is_parsed)


def reading_time(
    root: markdown.MarkdownDocument,
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

"""The texts of an article as documents."""

from collections.abc import Callable
from typing import TypeVar

from gql_content import model
from gql_content.pacing import Threads, pause
from gql_content.rendering import MarkdownDocument
from gql_content.schema.context import Info

__all__ = ["answer_of", "asked_of", "body_of", "text_of"]

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

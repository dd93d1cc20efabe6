"""The texts of an article as documents."""

import asyncio

from gql_content import model
from gql_content.rendering import Document
from gql_content.schema.context import Info

__all__ = ["answer_of", "body_of"]

LONG = 100_000  # characters: to read Markdown of that length takes longer than others should wait


async def answer_of(root: model.Article, info: Info) -> Document | None:
    """The answer, None where there is none."""
    if not root.has_answer:
        return None
    texts = await info.context.content.texts(root)
    return await document(root, info, "answer", texts.answer)


async def body_of(root: model.Article, info: Info) -> Document | None:
    """The body, None where there is none."""
    if not root.has_body:
        return None
    texts = await info.context.content.texts(root)
    return await document(root, info, "body", texts.body)


async def document(
    root: model.Article, info: Info, field: str, source: str | None
) -> Document | None:
    if source is None:
        return None
    found = info.context.documents.read((root.source.digest, field), source)
    if len(source) > LONG:
        await asyncio.to_thread(found.parse)
    return found

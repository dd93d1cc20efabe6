from typing import Annotated

import strawberry
from strawberry import UNSET

from gql_content import listing, model
from gql_content.parsing import slugify_subject
from gql_content.repository import Content, PathKey
from gql_content.schema.article import Article
from gql_content.schema.connection import ArticleConnection
from gql_content.schema.content_info import ContentInfo
from gql_content.schema.context import Info
from gql_content.schema.described import described
from gql_content.schema.enums import SubjectOrder
from gql_content.schema.filters import filter_value
from gql_content.schema.ids import decode_id
from gql_content.schema.keys import ArticleKey, key_value
from gql_content.schema.node import Node
from gql_content.schema.search import SearchConnection, search
from gql_content.schema.subject import Subject
from gql_content.schema.windows import (
    After,
    Before,
    Filter,
    First,
    Last,
    Offset,
    OrderBy,
    articles_in,
)

__all__ = ["Query"]


async def node(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The id of a node.")],  # noqa: A002 - the public name
) -> model.Article | model.Subject | None:
    kind, key = decode_id(id)
    if kind == "Article":
        return await info.context.content.article(PathKey(key))
    return info.context.content.subject(key)


async def article(
    info: Info,
    by: Annotated[ArticleKey, strawberry.argument(description="Which article.")],
) -> model.Article | None:
    key = key_value(by)
    return None if key is None else await info.context.content.article(key)


async def articles(
    info: Info,
    filter: Filter = UNSET,  # noqa: A002 - the public name
    order_by: OrderBy = UNSET,
    first: First = UNSET,
    after: After = UNSET,
    last: Last = UNSET,
    before: Before = UNSET,
    offset: Offset = UNSET,
) -> listing.Slice:
    return await articles_in(
        info, filter_value(filter), order_by, first, after, last, before, offset
    )


def subject(
    info: Info,
    slug: Annotated[str, strawberry.argument(description="Its slug, or a spelling of its name.")],
) -> model.Subject | None:
    return info.context.content.subject(slugify_subject(slug))


def subjects(
    info: Info,
    order_by: Annotated[
        SubjectOrder | None, strawberry.argument(description="In which sequence.")
    ] = SubjectOrder.NAME_ASC,
) -> list[model.Subject]:
    found = sorted(
        info.context.content.subjects.values(),
        key=lambda one: (one.name.casefold(), one.slug),
        reverse=order_by is SubjectOrder.NAME_DESC,
    )
    if order_by in {SubjectOrder.ARTICLE_COUNT_ASC, SubjectOrder.ARTICLE_COUNT_DESC}:
        descends = order_by is SubjectOrder.ARTICLE_COUNT_DESC
        found.sort(key=lambda one: one.article_count, reverse=descends)
    return found


def content(info: Info) -> Content:
    return info.context.content


@strawberry.type(
    description="Everything that can be asked. One request is answered from one revision."
)
class Query:
    node: Node | None = described("The article or subject with this id.", resolver=node)
    article: Article | None = described("One article; null where there is none.", resolver=article)
    articles: ArticleConnection = described(
        "A page of the articles that pass a filter, in an order.", resolver=articles
    )
    subject: Subject | None = described("One subject; null where there is none.", resolver=subject)
    subjects: list[Subject] = described("All subjects.", resolver=subjects)
    search: SearchConnection = described(
        "The articles that answer a query in words, the best first.", resolver=search
    )
    content: ContentInfo = described("The content as a whole.", resolver=content)

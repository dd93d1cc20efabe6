from enum import Enum
from typing import Annotated

import strawberry

from gql_content import listing, model
from gql_content.schema.context import Info

__all__ = ["Scope", "following", "previous"]


@strawberry.enum(description="Among which articles a neighbour is looked for.")
class Scope(Enum):
    SUBJECT = strawberry.enum_value("subject", description="Those of the same subject.")
    ALL = strawberry.enum_value("all", description="All articles there are.")


Within = Annotated[Scope | None, strawberry.argument(description="Among which articles to look.")]


async def previous(
    root: model.Article, info: Info, within: Within = Scope.SUBJECT
) -> model.Article | None:
    return await neighbour(root, info, within, -1)


async def following(
    root: model.Article, info: Info, within: Within = Scope.SUBJECT
) -> model.Article | None:
    return await neighbour(root, info, within, +1)


async def neighbour(
    article: model.Article, info: Info, within: Scope | None, step: int
) -> model.Article | None:
    scope = listing.Scope((within or Scope.SUBJECT).value)
    return await info.context.content.neighbour(article, scope, step)

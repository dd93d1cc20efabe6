from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET

from gql_content import model, repository
from gql_content.errors import BadWindow
from gql_content.schema.context import Info
from gql_content.schema.described import described
from gql_content.schema.windows import given

if TYPE_CHECKING:
    from gql_content.schema.article import Article

__all__ = ["Backlink", "backlinks"]


@strawberry.enum(description="How an article leads to another.")
class LinkKind(Enum):
    RELATED = strawberry.enum_value("related", description="By its related links.")
    TEXT = strawberry.enum_value("text", description="By a link in its answer or its body.")


def kinds(root: repository.Backlink) -> list[LinkKind]:
    return [LinkKind(kind.value) for kind in root.kinds]


@strawberry.type(description="An article that leads here.")
class Backlink:
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article")] = described(
        "The article."
    )
    kinds: list[LinkKind] = described("How it leads here.", resolver=kinds)


async def backlinks(
    root: model.Article,
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many; all without it.")
    ] = UNSET,
) -> tuple[repository.Backlink, ...]:
    count = given(first)
    if count is not None and count < 0:
        raise BadWindow(f"first is {count}: it counts articles and cannot be negative.")
    return (await info.context.content.backlinks(root))[:count]

"""Links between articles: related and backlinks."""

from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry import UNSET

from gql_content import model, sources
from gql_content.content import slugify_subject
from gql_content.errors import BadWindow
from gql_content.schema.connection_type import given
from gql_content.schema.context import Info, described
from gql_content.sources import Related

if TYPE_CHECKING:
    from gql_content.schema.article_type import Article
    from gql_content.schema.subject_type import Subject

__all__ = ["Backlink", "RelatedLink", "backlinks"]


def title(root: Related) -> str | None:
    return root.link.title


def url(root: Related) -> str | None:
    return root.link.url


def article_id(root: Related) -> str | None:
    return root.link.article_id


def subject(root: Related, info: Info) -> model.Subject | None:
    name = root.link.subject_name
    return None if name is None else info.context.content.subject(slugify_subject(name))


async def article(root: Related, info: Info) -> model.Article | None:
    return await info.context.content.linked(root.link)


@strawberry.type(
    description="A link to another article: as its author wrote it, or found to be near."
)
class RelatedLink:
    title: str | None = described("The title it is shown with.", resolver=title)
    url: str | None = described(
        "The url it leads to: relative, or of a scheme that no browser runs.", resolver=url
    )
    article_id: str | None = described(
        "The id of the other article's front matter.", resolver=article_id
    )
    score: float | None = described(
        "How near a found article is, from 0 to 1; null for a link that an author wrote."
    )
    reasons: list[str] = described(
        "What a found article shares, the most telling first; empty for a written link."
    )
    subject: Annotated["Subject", strawberry.lazy("gql_content.schema.subject_type")] | None = (
        described("The subject that is named, if any article belongs to it.", resolver=subject)
    )
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article_type")] | None = (
        described(
            "The article it leads to, by url or else by an id that only one article has; "
            "null where it leads nowhere.",
            resolver=article,
        )
    )


@strawberry.enum(description="How an article leads to another.")
class LinkKind(Enum):
    RELATED = strawberry.enum_value("related", description="By its related links.")
    TEXT = strawberry.enum_value("text", description="By a link in its answer or its body.")


def kinds(root: sources.Backlink) -> list[LinkKind]:
    return [LinkKind(kind.value) for kind in root.kinds]


@strawberry.type(description="An article that leads here.")
class Backlink:
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article_type")] = described(
        "The article."
    )
    kinds: list[LinkKind] = described("How it leads here.", resolver=kinds)


async def backlinks(
    root: model.Article,
    info: Info,
    first: Annotated[
        int | None, strawberry.argument(description="At most so many; all without it.")
    ] = UNSET,
) -> tuple[sources.Backlink, ...]:
    count = given(first)
    if count is not None and count < 0:
        raise BadWindow(f"first is {count}: it counts articles and cannot be negative.")
    return (await info.context.content.backlinks(root))[:count]

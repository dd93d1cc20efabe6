from typing import TYPE_CHECKING, Annotated

import strawberry

from gql_content import model
from gql_content.parsing import slugify_subject
from gql_content.repository import Related
from gql_content.schema.context import Info
from gql_content.schema.described import described

if TYPE_CHECKING:
    from gql_content.schema.article import Article
    from gql_content.schema.subject import Subject

__all__ = ["RelatedLink"]


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
    subject: Annotated["Subject", strawberry.lazy("gql_content.schema.subject")] | None = described(
        "The subject that is named, if any article belongs to it.", resolver=subject
    )
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article")] | None = described(
        "The article it leads to, by url or else by an id that only one article has; "
        "null where it leads nowhere.",
        resolver=article,
    )

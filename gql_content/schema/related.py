from typing import TYPE_CHECKING, Annotated

import strawberry

from gql_content import model
from gql_content.parsing import subject_slug
from gql_content.schema.context import Info
from gql_content.schema.described import described

if TYPE_CHECKING:
    from gql_content.schema.article import Article
    from gql_content.schema.subject import Subject

__all__ = ["RelatedLink"]


def subject(root: model.RelatedLink, info: Info) -> model.Subject | None:
    if root.subject_name is None:
        return None
    return info.context.content.subjects.get(subject_slug(root.subject_name))


async def article(root: model.RelatedLink, info: Info) -> model.Article | None:
    return await info.context.content.linked(root)


@strawberry.type(description="A link to another article, as its author wrote it.")
class RelatedLink:
    title: str | None = described("The title it is shown with.")
    url: str | None = described("The url it leads to.")
    article_id: str | None = described("The id of the other article's front matter.")
    subject: Annotated["Subject", strawberry.lazy("gql_content.schema.subject")] | None = described(
        "The subject that is named, if any article belongs to it.", resolver=subject
    )
    article: Annotated["Article", strawberry.lazy("gql_content.schema.article")] | None = described(
        "The article it leads to, by url or else by an id that only one article has; "
        "null where it leads nowhere.",
        resolver=article,
    )
